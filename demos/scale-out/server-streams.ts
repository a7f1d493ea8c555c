import { createEngine } from '../../src/sse/engine.ts';
import type { EventLog } from '../../src/sse/event-log/event-log.ts';
import { createMemoryLog } from '../../src/sse/event-log/memory-log.ts';
import { createRedisLog } from '../../src/sse/event-log/redis-log.ts';

export type Streams = Awaited<ReturnType<typeof open>>;

// #region log
/** With REDIS_URL all processes share one log. */
async function openLog(): Promise<EventLog> {
  const url = process.env['REDIS_URL'];
  if (!url) return createMemoryLog({ count: 1000 });
  const bounds = { count: 1000 };
  const onTrouble = console.error;
  return createRedisLog({
    url,
    prefix: 'scale-out',
    bounds,
    onTrouble,
  });
}
// #endregion log

async function open() {
  const engine = createEngine({ log: await openLog(), retry: 500 });
  return { engine, channel: await engine.channel('room') };
}

let streams: Promise<Streams> | undefined;

/** Rejects with a sentence where there is no log now. */
export function openStreams(): Promise<Streams> {
  streams ??= open();
  // Who asks next may have more luck.
  streams.catch(() => (streams = undefined));
  return streams;
}
