// A server of one variant with its readers, each a process on a core of its own where that can be had.
import { fork, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Ask } from './client.ts';
import type { Order } from './server.ts';
import type { VariantName } from './variants.ts';

export type Pair = {
  /** Microseconds of processor time so far. */
  cpu: () => Promise<number>;
  /** Bytes of resident memory after a collection. */
  memory: () => Promise<number>;
  open: (count: number, stalled?: number) => Promise<void>;
  /** Publishes in one turn, and resolves when `readers` have all of it. @returns milliseconds */
  publish: (size: number, count: number, readers: number) => Promise<number>;
  close: () => void;
  /** Lets the server go by itself, which writes what its flags have asked for. */
  end: () => Promise<void>;
};

const canPin = availableParallelism() > 1 && spawnSync('taskset', ['-V']).status === 0;

function start(
  file: string,
  core: number,
  args: string[] = [],
  flags: string[] = [],
): ChildProcess {
  const child = fork(join(import.meta.dirname, file), args, {
    execArgv: ['--expose-gc', '--disable-warning=ExperimentalWarning', ...flags],
  });
  if (canPin) spawnSync('taskset', ['-a', '-p', '-c', String(core), String(child.pid)]);
  return child;
}

/** @param flags for the server’s Node */
export async function startPair(name: VariantName, flags: string[] = []): Promise<Pair> {
  const server = start('server.ts', 0, [name], flags);
  const client = start('client.ts', 1);
  const [port] = (await once(server, 'message')) as [number];
  const as = name === 'engine-http2' ? 'http2' : name === 'ws-json' ? 'websocket' : 'http1';
  let total = 0;

  async function ask(order: Order): Promise<number> {
    const answer = once(server, 'message');
    server.send(order);
    return ((await answer) as [number])[0];
  }

  async function tell(order: Ask): Promise<void> {
    const answer = once(client, 'message');
    client.send(order);
    await answer;
  }

  return {
    cpu: () => ask({ do: 'cpu' }),
    memory: () => ask({ do: 'memory' }),
    open: (count, stalled = 0) => tell({ do: 'open', port, count, as, stalled }),
    async publish(size, count, readers) {
      total += count * readers;
      const heard = tell({ do: 'await', count: total });
      const begin = performance.now();
      server.send({ do: 'publish', size, count } satisfies Order);
      await heard;
      return performance.now() - begin;
    },
    close() {
      client.kill();
      server.kill();
    },
    async end() {
      const ended = once(server, 'exit');
      server.disconnect();
      await ended;
      client.kill();
    },
  };
}
