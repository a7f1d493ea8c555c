// Faults that a reader causes on purpose. They act on the connection or in place of the demo, so
// that not one line of the demo knows of them.
import type { ServerResponse } from 'node:http';
import type { Connection } from './connection.ts';
import { tapOf } from './run-path.ts';
import type { WireTaps } from './wire-taps.ts';

/** A run's response while it is open, or the WebSocket in its place. */
export type OpenResponse = {
  connection: Connection;
  /** 0 on HTTP/1. */
  streamId: number;
  /** Closes with it; what an armed fault answers is written to it. */
  res: ServerResponse;
  /** Ends it in good order. */
  end: () => void;
};

export type Outcome =
  | { applied: 'now' | 'next-connect' }
  /** The fault cannot act: a status and a sentence that says what would help. */
  | { status: 400 | 404 | 409; error: string };

export type Faults = {
  /**
   * Notes a run's new response. @returns whether an armed fault has answered it already
   * @param opensStream whether an event stream or a WebSocket is asked for: an armed fault waits for one
   */
  meet: (run: string, response: OpenResponse, opensStream: boolean) => boolean;
  cause: (run: string, fault: string) => Outcome;
  /** Lets everything that is kept back leave. */
  releaseAll: () => void;
};

type Followed = OpenResponse & {
  /** Forgets the response if it is over: closed, and nothing of it kept back. */
  settle: () => void;
};

type Run = {
  responses: Set<Followed>;
  /** What is kept back now, with how to let go. It may outlast the response, which the demo may end. */
  held: Map<Followed, () => void>;
  armed: keyof typeof answers | undefined;
  /** Where the run was last seen, for the record. */
  last: Pick<Connection, 'number' | 'protocol'>;
};

/** Runs of one tap that are remembered without an open stream: the browser may come back to them. */
const mostIdle = 20;

/** What an armed fault answers in place of the demo. */
const answers = {
  'answer-204': (res: ServerResponse) => void res.writeHead(204).end(),
  'answer-500': (res: ServerResponse) =>
    void res.writeHead(500, { 'Content-Type': 'text/plain' }).end('The fault answers 500.\n'),
  'answer-wrong-type': (res: ServerResponse) =>
    void res.writeHead(200, { 'Content-Type': 'text/plain' }).end('data: the wrong type\n\n'),
};

const actions = ['cut', 'end', 'stall', 'hold', 'resume'] as const;
type Action = (typeof actions)[number];
const names: string[] = [...actions, ...Object.keys(answers)];

/** @param holdTime milliseconds that `hold` keeps the bytes back */
export function createFaults(taps: WireTaps, holdTime = 10_000): Faults {
  /** By tap, then by name. */
  const runsOf = new Map<string, Map<string, Run>>();
  taps.onForget((tap) => void runsOf.delete(tap));

  const find = (name: string) => runsOf.get(tapOf(name))?.get(name);

  function create(name: string, last: Run['last']): Run {
    const run: Run = { responses: new Set(), held: new Map(), armed: undefined, last };
    const runs = runsOf.get(tapOf(name)) ?? new Map<string, Run>();
    runsOf.set(tapOf(name), runs.set(name, run));
    return run;
  }

  /** Follows a response to its end, which for bytes that are kept back is the end of their wait. */
  function follow(name: string, run: Run, response: OpenResponse): void {
    const { connection, res } = response;
    const followed: Followed = { ...response, settle };
    const letGo = () => run.held.get(followed)?.();
    const unfollow = connection.onClose(letGo);
    const letTapGo = taps.keep(tapOf(name));
    function settle(): void {
      if (run.responses.has(followed) || run.held.has(followed)) return;
      unfollow();
      letTapGo();
      forgetOldest(name, run);
    }
    run.responses.add(followed);
    res.once('close', () => {
      run.responses.delete(followed);
      // Not ended by the demo: nobody is left to read what is kept back.
      if (!res.writableEnded) letGo();
      settle();
    });
  }

  /** Bounds the idle runs of a tap: the one whose last stream ended first goes first. */
  function forgetOldest(name: string, run: Run): void {
    const runs = runsOf.get(tapOf(name));
    if (!runs || !isIdle(run)) return;
    runs.delete(name);
    runs.set(name, run);
    const idle = [...runs].filter(([, one]) => isIdle(one));
    if (idle.length > mostIdle) runs.delete(idle[0]![0]);
  }

  function record(name: string, { last }: Run, reason: string): void {
    const { number: connection, protocol } = last;
    const run = { run: name, at: Date.now(), connection, protocol } as const;
    taps.append({ ...run, from: 'host', kind: 'fault', size: 0, reason });
  }

  function keepBack(name: string, run: Run, response: Followed, milliseconds?: number): void {
    run.held.get(response)?.();
    const { connection, streamId } = response;
    const timer = milliseconds && setTimeout(onTime, milliseconds);
    function onTime(): void {
      record(name, run, 'resume');
      letGo();
    }
    function letGo(): void {
      clearTimeout(timer);
      run.held.delete(response);
      connection.release(streamId);
      response.settle();
    }
    connection.hold(streamId);
    run.held.set(response, letGo);
  }

  const acts: Record<Action, (name: string, run: Run) => void> = {
    cut: (_name, run) => run.responses.forEach(({ connection }) => connection.cut()),
    end(_name, run) {
      for (const letGo of run.held.values()) letGo();
      for (const { end } of run.responses) end();
    },
    stall: (name, run) => run.responses.forEach((response) => keepBack(name, run, response)),
    hold: (name, run) => run.responses.forEach((one) => keepBack(name, run, one, holdTime)),
    resume: (_name, run) => run.held.forEach((letGo) => letGo()),
  };

  function refuse(fault: string, run: Run | undefined): Outcome | undefined {
    if (!names.includes(fault)) {
      return {
        status: 400,
        error: `There is no fault "${fault}". There are: ${names.join(', ')}.`,
      };
    }
    if (!run)
      return { status: 404, error: 'This run has not opened a stream here. Press Start first.' };
    if (fault === 'resume' && run.held.size === 0) {
      return { status: 409, error: 'Nothing is kept back. Stall or hold the stream first.' };
    }
    const acts = fault !== 'resume' && !(fault in answers);
    if (!acts || run.responses.size > 0) return undefined;
    return {
      status: 404,
      error: 'No stream of this run is open now. Press Start, or wait until the browser is back.',
    };
  }

  return {
    meet(name, response, opensStream) {
      const { number, protocol } = response.connection;
      const run = find(name) ?? create(name, { number, protocol });
      run.last = { number, protocol };
      if (run.armed && opensStream) {
        const answer = answers[run.armed];
        run.armed = undefined;
        answer(response.res);
        return true;
      }
      follow(name, run, response);
      return false;
    },
    cause(name, fault) {
      const run = find(name);
      const refusal = refuse(fault, run);
      if (refusal || !run) return refusal!;
      record(name, run, fault);
      if (fault in answers) {
        run.armed = fault as keyof typeof answers;
        acts.cut(name, run);
        return { applied: 'next-connect' };
      }
      acts[fault as Action](name, run);
      return { applied: 'now' };
    },
    releaseAll() {
      for (const runs of runsOf.values()) for (const run of runs.values()) acts.resume('', run);
    },
  };
}

const isIdle = ({ responses, held }: Run): boolean => responses.size + held.size === 0;
