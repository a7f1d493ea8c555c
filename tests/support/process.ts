// A companion in a process of its own: for how it starts, fails and ends.
import { spawn, type ChildProcess } from 'node:child_process';
import { after } from 'node:test';
import type { Origins } from '../../src/origins.ts';
import { growingBytes, type GrowingBytes } from './growing-bytes.ts';

export type TestProcess = {
  child: ChildProcess;
  output: GrowingBytes;
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
};

/** Milliseconds that a process may take, far more than any needs. */
const longest = 60_000;

/**
 * Runs a file with Node. What it prints, to either stream, is its output. A process that does not end
 * is killed: whatever waits for it, for its output or for its answers, fails and does not hang.
 */
export function runNode(
  file: string,
  args: string[] = [],
  env: NodeJS.ProcessEnv = {},
  deadline = longest,
): TestProcess {
  const child = spawn(process.execPath, [file, ...args], { env: { ...process.env, ...env } });
  const output = growingBytes();
  child.stdout.on('data', output.push);
  child.stderr.on('data', output.push);
  const exited = Promise.withResolvers<{ code: number | null; signal: NodeJS.Signals | null }>();
  exited.promise.catch(() => {});
  const late = setTimeout(() => {
    const sentence = `${file} had to be killed: it had not ended after ${deadline / 1000} s`;
    output.end(sentence);
    exited.reject(new Error(`${sentence}. It printed: ${output.all().toString().slice(-400)}`));
    child.kill('SIGKILL');
  }, deadline);
  child.on('close', (code, signal) => {
    clearTimeout(late);
    output.end(`exit ${code}`);
    exited.resolve({ code, signal });
  });
  after(() => child.kill('SIGKILL'));
  return { child, output, exited: exited.promise };
}

/** The origins that `serve-companion.ts` prints when it has started. */
export function originsIn(output: string): Origins {
  return JSON.parse(/^\{.*\}$/m.exec(output)![0]) as Origins;
}
