// Faults that a reader causes on purpose. They act on the connection or in place of the demo, so
// that not one line of the demo knows of them.
import type { ServerResponse } from 'node:http';
import type { Connection } from './connection.ts';
import { tapOf } from './run-path.ts';
import type { WireTaps } from './wire-taps.ts';

/** A run's response while it is open. */
export type OpenResponse = {
  connection: Connection;
  /** 0 on HTTP/1. */
  streamId: number;
  res: ServerResponse;
};

export type Outcome =
  | { applied: 'now' | 'next-connect' }
  /** The fault cannot act: a status and a sentence that says what would help. */
  | { status: 400 | 404 | 409; error: string };

export type Faults = {
  /** Notes a run's new response. @returns whether an armed fault has answered it already */
  meet: (run: string, response: OpenResponse) => boolean;
  cause: (run: string, fault: string) => Outcome;
  /** Lets everything that is kept back leave. */
  releaseAll: () => void;
};

type Run = {
  responses: Set<OpenResponse>;
  /** What is kept back now, with how to let go. */
  held: Map<OpenResponse, () => void>;
  armed: keyof typeof answers | undefined;
  /** Where the run was last seen, for the record. */
  last: Connection;
};

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
  const runs = new Map<string, Run>();
  taps.onForget((tap) => {
    for (const name of runs.keys()) if (tapOf(name) === tap) runs.delete(name);
  });

  function record(name: string, { last }: Run, reason: string): void {
    const { number: connection, protocol } = last;
    const run = { run: name, at: Date.now(), connection, protocol } as const;
    taps.append({ ...run, from: 'host', kind: 'fault', size: 0, reason });
  }

  function keepBack(name: string, run: Run, response: OpenResponse, milliseconds?: number): void {
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
    }
    connection.hold(streamId);
    run.held.set(response, letGo);
    connection.onClose(letGo);
  }

  const acts: Record<Action, (name: string, run: Run) => void> = {
    cut: (_name, run) => run.responses.forEach(({ connection }) => connection.cut()),
    end(_name, run) {
      for (const letGo of run.held.values()) letGo();
      for (const { res } of run.responses) res.end();
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
    meet(name, response) {
      const run: Run = runs.get(name) ?? {
        responses: new Set(),
        held: new Map(),
        armed: undefined,
        last: response.connection,
      };
      runs.set(name, run);
      run.last = response.connection;
      const { armed } = run;
      run.armed = undefined;
      if (armed) {
        answers[armed](response.res);
        return true;
      }
      run.responses.add(response);
      response.res.once('close', () => run.responses.delete(response));
      return false;
    },
    cause(name, fault) {
      const run = runs.get(name);
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
      for (const run of runs.values()) acts.resume('', run);
    },
  };
}
