// One server and its readers, for as long as one measurement takes.
import { startChild, type Child } from './child.ts';
import type { Asking, ClientAnswers, ServerAnswers } from './questions.ts';

export type Variant = 'engine' | 'engine-http2' | 'better-sse' | 'ws-json' | 'naive' | 'net-loop';

export type Bench = {
  server: Child<ServerAnswers>;
  client: Child<ClientAnswers>;
  /** More readers; those that stall are not waited for. */
  open: (readers: number, how?: { stall?: boolean }) => Promise<void>;
  /** Publishes without waiting. */
  publish: (count: number, size: number) => void;
  /** Resolves when all readers have everything, or have all but what was published last. */
  delivered: (exceptFor?: number) => Promise<void>;
};

/** Three times each: enough to see an outlier, and all of it fits into minutes. */
export const rounds = 3;

/** Round by round and server by server, so that a machine that slows down slows all of them. */
export async function inRounds<T>(
  variants: readonly Variant[],
  measure: (variant: Variant) => Promise<T>,
): Promise<Map<Variant, T[]>> {
  const results = new Map<Variant, T[]>(variants.map((variant) => [variant, []]));
  for (let round = 0; round < rounds; round++)
    for (const variant of variants) results.get(variant)!.push(await measure(variant));
  return results;
}

export async function withServer<T>(
  variant: Variant,
  measure: (bench: Bench) => Promise<T>,
): Promise<T> {
  const server = startChild<ServerAnswers>(`servers/${variant}.ts`, 0);
  const client = startChild<ClientAnswers>('client.ts', 1);
  try {
    return await measure(await createBench(variant, server, client));
  } finally {
    await Promise.all([client.stop(), server.stop()]);
  }
}

async function createBench(
  variant: Variant,
  server: Bench['server'],
  client: Bench['client'],
): Promise<Bench> {
  const port = await server.ask('port');
  let readers = 0;
  let published = 0;
  return {
    ...{ server, client },
    async open(count, { stall = false } = {}) {
      await client.ask('open', { port, count, asking: askingOf(variant), stall });
      if (!stall) readers += count;
    },
    publish(count, size) {
      published += count;
      server.tell('publish', { count, size });
    },
    async delivered(exceptFor = 0) {
      const wanted = (published - exceptFor) * readers;
      const arrived = await client.ask('arrived', wanted);
      if (arrived > published * readers) throw new Error(tooMany(variant, arrived, wanted));
    },
  };
}

function askingOf(variant: Variant): Asking {
  if (variant === 'ws-json') return 'websocket';
  return variant === 'engine-http2' ? 'http2' : 'events';
}

function tooMany(variant: Variant, arrived: number, wanted: number): string {
  return `${variant}: ${arrived} events arrived, and ${wanted} were published. Look at what repeats them.`;
}
