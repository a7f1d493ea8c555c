// A real Redis of a test's own, that can be killed, stopped in its tracks, and started again.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { findRedis, runRedis } from '../../src/commands/redis.ts';
import { atEnd } from './at-end.ts';
import { temporaryFolder } from './companion.ts';
import { until } from './until.ts';
import { freePort } from './free-port.ts';

const program = findRedis();

/** Why a test with Redis cannot run, with the remedy; false where it can. */
export const redisIsMissing: string | false =
  !program &&
  'redis-server is not here. Install it (Debian: redis-server, Homebrew: redis) and run npm test wire again.';

export type RedisServer = {
  url: string;
  /** Starts it again on the same port, with the same folder. Resolves when it answers. */
  start: () => Promise<void>;
  /** As a power cut would: nothing is written any more. */
  kill: () => Promise<void>;
  /** It is there, and does not answer. */
  freeze: () => void;
  thaw: () => void;
};

/**
 * Starts a Redis, and ends it after the file's tests.
 * @param keeps whether it writes down each command before it answers
 */
export async function startRedis({ keeps = false } = {}): Promise<RedisServer> {
  const port = await freePort();
  const folder = temporaryFolder();
  let child: ChildProcess | undefined;

  async function start(): Promise<void> {
    const started = runRedis(program!, folder, port, { keeps });
    child = started;
    await until(
      'Redis',
      () => answers(port),
      () => `It has ended with ${started.exitCode}`,
    );
  }

  async function kill(): Promise<void> {
    const ended = once(child!, 'exit');
    child!.kill('SIGKILL');
    await ended;
  }

  atEnd(() => void child?.kill('SIGKILL'));
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    start,
    kill,
    freeze: () => void child!.kill('SIGSTOP'),
    thaw: () => void child!.kill('SIGCONT'),
  };
}

/** While it reads its data it accepts, but its answer to a PING is an error. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.once('error', () => resolve(false));
    socket.once('data', (answer) => {
      resolve(answer.toString().startsWith('+PONG'));
      socket.destroy();
    });
  });
}
