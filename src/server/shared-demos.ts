// A demo in a class: it runs once, and everybody in the room gets the same bytes. The one request that
// it answers is a real one to the lab, so that a fault that breaks it breaks it for all.
import { get, type ClientRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { boundQueue } from './bound-queue.ts';
import type { Faults, Outcome } from './faults.ts';
import { splitSlug } from './run-path.ts';

export type Member = {
  res: ServerResponse;
  /** Ends it without a word, as the source has ended. */
  cut: () => void;
};

export type SharedDemos = {
  /**
   * Answers a request with what the room's demo sends: all that it has sent, and what comes.
   * @param path `/<slug>/events…`, below the lab's origin
   * @returns false if the request is none to share, and is to be answered as any other
   */
  join: (room: string, path: string, req: IncomingMessage, member: Member) => boolean;
  /** Breaks what a demo sends to a room. */
  cause: (room: string, slug: string, fault: string) => Outcome;
  close: () => void;
};

export type SharedDemosOptions = {
  /** The lab on this machine, over HTTP/1.1. */
  lab: () => string;
  hasRoom: (code: string) => boolean;
  faults: Faults;
};

type Head = { status: number; headers: Record<string, string | string[]> };

type Source = {
  room: string;
  slug: string;
  /** Its own run: faults are caused on it. */
  run: string;
  members: Set<Member>;
  head?: Head;
  /** What was sent so far, from the beginning of an event. */
  sent: Buffer;
  request: ClientRequest;
};

/** Bytes of what was sent that are kept for who comes late. */
const mostSent = 64 * 1024;
/** Sources of all rooms: each is a stream of the lab. */
const mostSources = 200;
/** What is each connection's own, or set for each response already. */
const ownHeaders =
  /^(connection|keep-alive|transfer-encoding|content-length|date|vary|x-content-type-options|access-control-.*)$/;

export function createSharedDemos({ lab, hasRoom, faults }: SharedDemosOptions): SharedDemos {
  const sources = new Map<string, Source>();
  /** The run of each address that was shared: a fault may wait for its next request. */
  const runs = new Map<string, { run: string; room: string; slug: string }>();
  const tap = Array.from(crypto.getRandomValues(new Uint8Array(12)), (n) =>
    (n % 36).toString(36),
  ).join('');

  function open(room: string, path: string, lastEventId: string | undefined): Source {
    const key = room + path;
    const slug = splitSlug(path).slug;
    const known = runs.get(key);
    const run = known?.run ?? `${tap}.${runs.size + 1}`;
    runs.set(key, { run, room, slug });
    const headers = {
      Accept: 'text/event-stream',
      ...(lastEventId ? { 'Last-Event-ID': lastEventId } : {}),
    };
    const request = get(`${lab()}/@${run}${path}`, { agent: false, headers });
    const source: Source = {
      ...{ room, slug, run, request, members: new Set(), sent: Buffer.alloc(0) },
    };
    sources.set(key, source);
    request.on('response', (response) => follow(source, response));
    request.on('error', () => {});
    request.once('close', () => {
      sources.delete(key);
      // It closes after a good end, too: whoever is still here has seen none.
      for (const { cut } of source.members) cut();
    });
    return source;
  }

  // #region share
  function follow(source: Source, response: IncomingMessage): void {
    source.head = headOf(response);
    for (const { res } of source.members) begin(source, res);
    response.on('data', (bytes: Buffer) => {
      source.sent = keepNewest(source.sent, bytes);
      for (const { res } of source.members) res.write(bytes);
    });
    response.on('end', () => {
      for (const { res } of source.members) res.end();
      source.members.clear();
    });
    response.on('error', () => {});
  }
  // #endregion share

  return {
    join(room, path, req, member) {
      const isStream = (req.headers.accept ?? '').includes('text/event-stream');
      if (req.method !== 'GET' || !isStream || !hasRoom(room)) return false;
      const known = sources.get(room + path);
      if (!known && (sources.size >= mostSources || runs.size >= 100_000)) return false;
      const source = known ?? open(room, path, req.headers['last-event-id'] as string | undefined);
      const { res } = member;
      source.members.add(member);
      boundQueue(res);
      res.once('close', () => {
        source.members.delete(member);
        if (source.members.size === 0) source.request.destroy();
      });
      if (source.head) begin(source, res);
      return true;
    },
    cause(room, slug, fault) {
      const own = [...runs.values()].filter((one) => one.room === room && one.slug === slug);
      const outcomes = own.map(({ run }) => faults.cause(run, fault));
      const nobody = { status: 404, error: 'This demo does not run in the class now.' } as const;
      return outcomes.find((one) => 'applied' in one) ?? outcomes[0] ?? nobody;
    },
    close() {
      for (const { request } of sources.values()) request.destroy();
    },
  };
}

function headOf({ statusCode = 500, headers }: IncomingMessage): Head {
  const kept = Object.entries(headers).filter(([name]) => !ownHeaders.test(name));
  return { status: statusCode, headers: Object.fromEntries(kept) as Head['headers'] };
}

function begin({ head, sent }: Source, res: ServerResponse): void {
  res.writeHead(head!.status, head!.headers);
  res.flushHeaders();
  if (sent.length > 0) res.write(sent);
}

/** Whole events only: what is kept begins with one. */
function keepNewest(sent: Buffer, more: Buffer): Buffer {
  const all = Buffer.concat([sent, more]);
  if (all.length <= mostSent) return all;
  const end = all.indexOf('\n\n', all.length - mostSent);
  return end < 0 ? Buffer.alloc(0) : all.subarray(end + 2);
}
