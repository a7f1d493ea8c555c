// What changes something in a demo that a class shares. The presenter presses, and every page of the
// class presses along (src/islands/stage/class-hands.ts); the demo is asked once, by the presenter's own page,
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
const mostBytes = 16 * 1024;
/** Methods and paths that are told apart. */
const mostKeys = 500;
const mostGiven = 20_000;

/** @param lab the lab on this machine, over HTTP/1.1 */
export function createSharedActs(lab: () => string, hasRoom: (code: string) => boolean) {
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

  /** The answer of that number to the presenter, which may be still to come; undefined beyond what is kept. */
  function replyOf({ replies }: Lead, key: string, number: number) {
    const known = replies.get(key) ?? [];
    if (number >= mostReplies || (known.length === 0 && replies.size >= mostKeys)) return undefined;
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
    const reply = replyOf(lead, key, number);
    if (reply) answer.then(reply.resolve, reply.reject);
    return answer;
  }

  function follower(lead: Lead, { run }: SharedPath, key: string): Promise<Reply> | undefined {
    const own = `${run} ${key}`;
    const number = lead.given.get(own) ?? 0;
    const reply = lead.given.size < mostGiven ? replyOf(lead, key, number) : undefined;
    if (!reply) return undefined;
    lead.given.set(own, number + 1);
    const late = new Promise<never>((_, reject) => setTimeout(reject, patience).unref());
    return Promise.race([reply.promise, late]);
  }

  function replyTo(path: SharedPath, req: IncomingMessage): Promise<Reply> | undefined {
    const lead = leads.get(path.room);
    const key = `${req.method} ${path.path.split('?', 1)[0]}`;
    if (lead?.run === path.run) return leader(lead, path, key, req);
    // What is in it has been sent by the presenter's page already.
    req.resume();
    return lead && follower(lead, path, key);
  }

  return {
    isLeader: ({ room, run }: SharedPath) => leads.get(room)?.run === run,
    lead: (room: string, run: string): void => {
      for (const known of leads.keys()) if (!hasRoom(known)) leads.delete(known);
      leads.set(room, { run, replies: new Map(), given: new Map() });
    },
    /** Refuses with 409 what the presenter's page has not asked for. */
    answer(path: SharedPath, req: IncomingMessage, res: ServerResponse): void {
      const reply = replyTo(path, req);
      if (!reply) return refuse(res);
      reply.then(
        ({ status, headers, body }) => res.writeHead(status, headers).end(body),
        () => refuse(res),
      );
    },
  };
}

function refuse(res: ServerResponse): void {
  res.writeHead(409, { 'Content-Type': 'text/plain; charset=utf-8' });
  res.end('In a class only the presenter’s presses act on a demo.\n');
}
