// A process of its own for each side, on a core of its own where the system lets us say which.
import { fork, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Answers, Message, Reply } from './questions.ts';

export type Child<A extends Answers> = {
  ask: <K extends keyof A & string>(
    what: K,
    ...question: Parameters<A[K]>
  ) => Promise<Awaited<ReturnType<A[K]>>>;
  /** Asks without wanting an answer. */
  tell: <K extends keyof A & string>(what: K, ...question: Parameters<A[K]>) => void;
  stop: () => Promise<void>;
};

/** Milliseconds, for the longest of all steps. */
const patience = 30_000;

/** Two cores at least, and a system that has taskset (Linux). */
export const canPin =
  availableParallelism() > 1 && spawnSync('taskset', ['-c', '1', 'true']).status === 0;

/** @param script its path, from here */
export function startChild<A extends Answers>(script: string, core: 0 | 1): Child<A> {
  const child = forkOn(core, join(import.meta.dirname, script));
  const waiting = new Map<number, (reply: Reply) => void>();
  let asked = 0;
  child.on('message', (reply: Reply) => waiting.get(reply.id)?.(reply));
  child.on('exit', (code) => {
    const error = `${script} ended (${code}) before it had answered: what it wrote above says why.`;
    for (const [id, settle] of waiting) settle({ id, error });
  });

  function ask(what: string, question?: unknown): Promise<unknown> {
    const id = ++asked;
    child.send({ id, what, question } satisfies Message);
    return answerOf(`${script} (${what})`, (settle) => waiting.set(id, settle)).finally(() =>
      waiting.delete(id),
    );
  }

  return {
    ask: ask as Child<A>['ask'],
    tell: (what, ...[question]) => void child.send({ id: 0, what, question } satisfies Message),
    stop: () => stop(child),
  };
}

function forkOn(core: 0 | 1, path: string): ChildProcess {
  const flags = ['--disable-warning=ExperimentalWarning', '--expose-gc'];
  return canPin
    ? fork(path, { execPath: 'taskset', execArgv: ['-c', `${core}`, process.execPath, ...flags] })
    : fork(path, { execArgv: flags });
}

async function answerOf(who: string, wait: (settle: (reply: Reply) => void) => void) {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const late = `${who} did not answer within ${patience / 1000} s. See whether the machine is busy.`;
  const timer = setTimeout(() => reject(new Error(late)), patience);
  wait(({ answer, error }) =>
    error === undefined ? resolve(answer) : reject(new Error(`${who}: ${error}`)),
  );
  return promise.finally(() => clearTimeout(timer));
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = once(child, 'exit');
  // Not asked first: closing five thousand streams in good order takes longer than measuring them.
  child.kill('SIGKILL');
  await gone;
}
