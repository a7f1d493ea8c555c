// An event stream of a demo that a class shares: one response of the lab, for all who are here.
import { get, type IncomingMessage, type ServerResponse } from 'node:http';
import { boundQueue } from './bound-queue.ts';
import type { Member, Opening, Source } from './shared-demos.ts';

type Head = { status: number; headers: Record<string, string | string[]> };

/** Bytes of what was sent that are kept for who comes late. */
const mostSent = 64 * 1024;
/** Milliseconds for which an answer in place of a stream waits for the others of the class. */
const answerLasts = 10_000;
/** What is each connection's own, or set for each response already. */
const ownHeaders =
  /^(connection|keep-alive|transfer-encoding|content-length|date|vary|x-content-type-options|access-control-.*)$/;

/** @param lastEventId of the first who asks: all hear what it hears */
export function openSharedStream(
  { address, over }: Opening,
  lastEventId: string | undefined,
): Source<Member> {
  const members = new Set<Member>();
  let head: Head | undefined;
  let given: Set<string> | undefined;
  /** What was sent so far, from the beginning of an event. */
  let sent: Buffer = Buffer.alloc(0);
  const headers = {
    Accept: 'text/event-stream',
    ...(lastEventId ? { 'Last-Event-ID': lastEventId } : {}),
  };
  const request = get(address, { agent: false, headers });
  request.on('response', follow);
  request.on('error', () => {});
  request.once('close', () => {
    // The browsers come back one after the other, and each is to have the same answer.
    if (given) setTimeout(over, answerLasts).unref();
    else over();
    // It closes after a good end, too: whoever is still here has seen none.
    for (const { cut } of members) cut();
  });

  function follow(response: IncomingMessage): void {
    head = headOf(response);
    for (const { res } of members) begin(res, head);
    response.on('data', (bytes: Buffer) => {
      sent = keepNewest(sent, bytes);
      for (const { res } of members) res.write(bytes);
    });
    response.on('end', () => {
      if (!isStream(head!)) given = new Set([...members].map(({ run }) => run));
      for (const { res } of members) res.end();
      members.clear();
    });
    response.on('error', () => {});
  }

  function begin(res: ServerResponse, { status, headers }: Head): void {
    res.writeHead(status, headers);
    res.flushHeaders();
    if (sent.length > 0) res.write(sent);
  }

  return {
    get given() {
      return given;
    },
    add(member) {
      if (given) {
        given.add(member.run);
        begin(member.res, head!);
        return void member.res.end();
      }
      members.add(member);
      boundQueue(member.res);
      member.res.once('close', () => {
        members.delete(member);
        if (members.size === 0) request.destroy();
      });
      if (head) begin(member.res, head);
    },
    destroy: () => void request.destroy(),
  };
}

const isStream = ({ headers }: Head): boolean =>
  String(headers['content-type']).startsWith('text/event-stream');

/** What of an answer goes on to others. */
export function headOf({ statusCode = 500, headers }: IncomingMessage): Head {
  const kept = Object.entries(headers).filter(([name]) => !ownHeaders.test(name));
  return { status: statusCode, headers: Object.fromEntries(kept) as Head['headers'] };
}

/** Whole events only: what is kept begins with one. */
function keepNewest(sent: Buffer, more: Buffer): Buffer {
  const all = Buffer.concat([sent, more]);
  if (all.length <= mostSent) return all;
  const end = all.indexOf('\n\n', all.length - mostSent);
  return end < 0 ? Buffer.alloc(0) : all.subarray(end + 2);
}
