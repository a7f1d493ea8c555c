// What changes something in a demo that a class shares. The presenter presses, and every page of the
// class presses along (src/islands/stage/class-turn.ts); the demo is asked once, by the presenter's own page,
// and all others are given its answer.
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { headOf } from './shared-stream.ts';
import type { SharedPath } from './run-path.ts';

type Reply = ReturnType<typeof headOf> & { body: Buffer };

/** The presenter's run of a demo, and what it was answered. */
type Lead = {
  run: string;
  /** By method and path: the first answer, the second, … */
  replies: Map<string, PromiseWithResolvers<Reply>[]>;
  /** How many of them each other run has been given. */
  given: Map<string, number>;
};

/** Milliseconds for which somebody waits for what the presenter's page is answered. */
const patience = 10_000;
/** Answers that are kept for who comes late, and bytes of one. */
const mostReplies = 200;
const mostBytes = 64 * 1024;
const mostGiven = 20_000;

/** @param lab the lab on this machine, over HTTP/1.1 */
export function createSharedActs(lab: () => string) {
  const leads = new Map<string, Lead>();

  function ask({ path }: SharedPath, req: IncomingMessage): Promise<Reply> {
    const { promise, resolve, reject } = Promise.withResolvers<Reply>();
    const { connection: _, ...headers } = req.headers;
    const options = { agent: false, method: req.method ?? 'POST', headers };
    // Without its run: the bytes to the page are the ones that its tap is to show.
    const asked = httpRequest(lab() + path, options, (response) => {
      const parts: Buffer[] = [];
      let size = 0;
      response.on('data', (bytes: Buffer) => {
        parts.push(bytes);
        if ((size += bytes.length) > mostBytes) asked.destroy(new Error('too long'));
      });
      response.on('error', reject);
      response.on('end', () => resolve({ ...headOf(response), body: Buffer.concat(parts) }));
    });
    asked.on('error', reject);
    req.pipe(asked);
    return promise;
  }

  /** The answer of that number to the presenter, which may be still to come. */
  function replyOf({ replies }: Lead, key: string, number: number) {
    const known = replies.get(key) ?? [];
    replies.set(key, known);
    while (known.length <= number) {
      const reply = Promise.withResolvers<Reply>();
      reply.promise.catch(() => {});
      known.push(reply);
    }
    return known[number]!;
  }

  function leader(lead: Lead, path: SharedPath, key: string, req: IncomingMessage) {
    const number = lead.given.get(key) ?? 0;
    lead.given.set(key, number + 1);
    const answer = ask(path, req);
    const { resolve, reject } = replyOf(lead, key, number);
    answer.then(resolve, reject);
    return answer;
  }

  function follower(lead: Lead, { run }: SharedPath, key: string): Promise<Reply> | undefined {
    const own = `${run} ${key}`;
    const number = lead.given.get(own) ?? 0;
    if (number >= mostReplies || lead.given.size >= mostGiven) return undefined;
    lead.given.set(own, number + 1);
    const late = new Promise<never>((_, reject) => setTimeout(reject, patience).unref());
    return Promise.race([replyOf(lead, key, number).promise, late]);
  }

  return {
    isLeader: ({ room, run }: SharedPath) => leads.get(room)?.run === run,
    lead: (room: string, run: string): void => {
      leads.set(room, { run, replies: new Map(), given: new Map() });
    },
    /** @returns false where nobody leads: then everybody acts for themselves */
    answer(path: SharedPath, req: IncomingMessage, res: ServerResponse): boolean {
      const lead = leads.get(path.room);
      if (!lead) return false;
      const key = `${req.method} ${path.path.split('?', 1)[0]}`;
      const isLeader = lead.run === path.run;
      if (!isLeader) req.resume();
      const reply = isLeader ? leader(lead, path, key, req) : follower(lead, path, key);
      if (!reply) refuse(res);
      else
        reply.then(
          ({ status, headers, body }) => res.writeHead(status, headers).end(body),
          () => refuse(res),
        );
      return true;
    },
  };
}

function refuse(res: ServerResponse): void {
  res.writeHead(409, { 'Content-Type': 'text/plain; charset=utf-8' });
  res.end('In a class only the presenter’s presses act on a demo.\n');
}
