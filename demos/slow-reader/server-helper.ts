import { fork } from 'node:child_process';

/** Milliseconds that a process has for an answer. */
const patience = 10_000;

/** Runs a module of this demo as a process that can be asked. */
export function begin(module: string, ...args: unknown[]) {
  const file = new URL(`./${module}`, import.meta.url);
  const child = fork(file, args.map(String), {
    execArgv: ['--expose-gc', '--disable-warning=ExperimentalWarning'],
  });
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`${module} has ended.`)));
  });
  // It also ends when nobody waits for an answer.
  failed.catch(() => {});

  function next(): Promise<unknown> {
    const late = new Promise<never>((_, reject) => {
      const say = (): void => reject(new Error(`${module} is silent.`));
      const timer = setTimeout(say, patience);
      child.once('message', () => clearTimeout(timer));
    });
    const answer = new Promise((resolve) => {
      child.once('message', resolve);
    });
    return Promise.race([answer, failed, late]);
  }

  return {
    next,
    say: (what: string) => void child.send(what),
    ask(what: string): Promise<unknown> {
      const answer = next();
      child.send(what);
      return answer;
    },
    end: () => void child.kill(),
  };
}
