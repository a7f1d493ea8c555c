// A demo in a class: it runs once, and everybody in the room gets the same bytes. What it answers is a
// real request to the lab, so that a fault that breaks it breaks it for all.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { isSafe } from './allow.ts';
import type { Faults, Outcome } from './faults.ts';
import { splitSlug, type SharedPath } from './run-path.ts';
import { createSharedActs } from './shared-acts.ts';
import { openSharedSocket, type SocketMember } from './shared-socket.ts';
import { openSharedStream } from './shared-stream.ts';

export type Member = {
  /** The page's own, as its address has it. */
  run: string;
  res: ServerResponse;
  /** Ends it without a word, as the source has ended. */
  cut: () => void;
};

/** Something that a demo sends to all of a room. */
export type Source<Who> = {
  add: (member: Who) => void;
  /** Of an answer in place of a stream, which is over at once: the runs that have had it. */
  readonly given?: Set<string> | undefined;
  destroy: () => void;
};

/** What a source is opened with. */
export type Opening = {
  /** The request's address at the lab, with a run of its own: faults are caused on it. */
  address: string;
  /** Called when it is over, or takes nobody more. */
  over: () => void;
};

export type SharedDemos = {
  /**
   * Answers a request as the room's demo does: a stream with all that it has sent and what comes, what
   * changes something with what the presenter's own request was answered.
   * @returns false if the request is none to share, and is to be answered as any other
   */
  join: (path: SharedPath, req: IncomingMessage, member: Omit<Member, 'run'>) => boolean;
  /** The same for a WebSocket. What its page sends counts from the presenter alone. */
  joinSocket: (path: SharedPath, req: IncomingMessage, socket: Duplex, head: Buffer) => boolean;
  /** From now on this run is the presenter's: what it changes, it changes for all. */
  lead: (room: string, run: string) => void;
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

/** Sources of all rooms, and of one: each is a connection to the lab. */
const mostSources = 500;
const mostOfRoom = 50;
/** Addresses of a room that are remembered. */
const mostRuns = 300;
const lastNumber = 999_999;

export function createSharedDemos({ lab, hasRoom, faults }: SharedDemosOptions): SharedDemos {
  const streams = new Map<string, Source<Member>>();
  const sockets = new Map<string, Source<SocketMember>>();
  /** The run of each address that was shared: a fault may wait for its next request. */
  const runs = new Map<string, { run: string; room: string; slug: string }>();
  const acts = createSharedActs(lab, hasRoom);
  let opened = 0;
  const tap = Array.from(crypto.getRandomValues(new Uint8Array(12)), (n) =>
    (n % 36).toString(36),
  ).join('');

  /** Finds what sends this to the room, or opens it; undefined where there are too many. */
  function find<Who>(
    sources: Map<string, Source<Who>>,
    { room, path, run: own }: SharedPath,
    more: string,
    open: (opening: Opening) => Source<Who>,
  ): Source<Who> | undefined {
    const key = `${room}${path} ${more}`;
    const known = sources.get(key);
    // Who has had such an answer asks anew.
    const isHad = known?.given?.has(own) ?? false;
    if (known && !isHad) return known;
    if (isFull(room)) return undefined;
    const { run } = runs.get(key) ?? { run: `${tap}.${(opened++ % lastNumber) + 1}` };
    runs.delete(key);
    runs.set(key, { run, room, slug: splitSlug(path).slug });
    forgetOldest(room);
    const source = open({
      address: `${lab()}/@${run}${path}`,
      over: () => sources.get(key) === source && sources.delete(key),
    });
    sources.set(key, source);
    return source;
  }

  /** Whoever asks for ever more addresses keeps no other class from sharing. */
  function isFull(room: string): boolean {
    const keys = [...streams.keys(), ...sockets.keys()];
    const ofRoom = keys.filter((key) => key.startsWith(`${room}/`));
    return keys.length >= mostSources || ofRoom.length >= mostOfRoom;
  }
  function forgetOldest(room: string): void {
    const all = [...runs];
    for (const [key, one] of all) if (!hasRoom(one.room)) runs.delete(key);
    const idle = all.filter(
      ([key, one]) => one.room === room && !streams.has(key) && !sockets.has(key),
    );
    if (idle.length > mostRuns) runs.delete(idle[0]![0]);
  }

  return {
    join(path, req, member) {
      if (!hasRoom(path.room)) return false;
      if (!isSafe(req)) {
        acts.answer(path, req, member.res);
        return true;
      }
      const isStream = (req.headers.accept ?? '').includes('text/event-stream');
      if (req.method !== 'GET' || !isStream) return false;
      const last = req.headers['last-event-id'] as string | undefined;
      const source = find(streams, path, '', (opening) => openSharedStream(opening, last));
      source?.add({ ...member, run: path.run });
      return !!source;
    },
    joinSocket(path, req, socket, head) {
      if (!hasRoom(path.room)) return false;
      // What is agreed upon in the handshake holds for all who hear the same frames.
      const offers = [
        req.headers['sec-websocket-protocol'] ?? '',
        req.headers['sec-websocket-extensions'] ?? '',
      ] as const;
      const source = find(sockets, path, offers.join(' '), (opening) =>
        openSharedSocket(opening, offers),
      );
      const key = req.headers['sec-websocket-key'] ?? '';
      source?.add({ socket, head, key, leads: acts.isLeader(path) });
      return !!source;
    },
    lead(room, run) {
      acts.lead(room, run);
      // It begins anew, for all: nobody is to find what ended it before.
      for (const [key, { given }] of streams)
        if (given && key.startsWith(`${room}/`)) streams.delete(key);
    },
    cause(room, slug, fault) {
      const own = [...runs.values()].filter((one) => one.room === room && one.slug === slug);
      const outcomes = own.map(({ run }) => faults.cause(run, fault));
      const nobody = { status: 404, error: 'This demo does not run in the class now.' } as const;
      return outcomes.find((one) => 'applied' in one) ?? outcomes[0] ?? nobody;
    },
    close() {
      for (const source of [...streams.values(), ...sockets.values()]) source.destroy();
    },
  };
}
