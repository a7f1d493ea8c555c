import { createEngine } from '../../src/sse/engine.ts';
import { createMemoryLog } from '../../src/sse/event-log/memory-log.ts';
import { createProducer } from './server-producer.ts';

// #region engine
/** Small, so that who stays away has missed too much soon. */
const log = createMemoryLog({ count: 200 });
const window = { count: 50 };
export const engine = createEngine({ log, window, retry: 300 });
// #endregion engine

export type Room = Awaited<ReturnType<typeof createRoom>>;

/** @param gone called when nobody has read for a while */
export async function createRoom(name: string, gone: () => void) {
  let channel = await engine.channel(name);
  let kept = await log.open(name);
  const producer = createProducer({
    publish: (data) => void channel.publish({ data }),
    isAlone: () => channel.readers.length === 0,
    stop: () => {
      gone();
      void engine.forget(name);
    },
  });

  /** Cuts its readers again and again, when nobody expects it. */
  function cut(times: number): void {
    for (const { receiver } of [...channel.readers]) receiver.cut();
    const next = (): void => cut(times - 1);
    if (times > 1) setTimeout(next, 700 + Math.random() * 700).unref();
  }

  return {
    get channel() {
      return channel;
    },
    // #region state
    /** All that a page needs to begin, and where that is. */
    state: () => ({
      ...{ id: channel.lastEventId, sum: producer.sum() },
      ...{ oldest: kept.oldest, last: kept.last },
    }),
    // #endregion state
    setRate: producer.setRate,
    cut,
    /** As after a start anew of a server without a memory. */
    forget: async (): Promise<void> => {
      await engine.forget(name);
      producer.forget();
      channel = await engine.channel(name);
      kept = await log.open(name);
    },
  };
}
