import { createEngine } from '../../src/sse/engine.ts';
import { createMemoryLog } from '../../src/sse/event-log/memory-log.ts';
import type { Way } from './server-process.ts';

/** By the course's engine, as it is when nothing is said. */
export async function createByEngine(): Promise<Way> {
  // #region engine
  const engine = createEngine({ log: createMemoryLog() });
  const channel = await engine.channel('news');
  return {
    answer: (req, res) => engine.serve(channel, req, res),
    say: (data) => void channel.publish({ data }),
    // #endregion engine
    waiting: () =>
      channel.readers.map(({ receiver }) => receiver.waiting()),
    cuts: () => engine.counts.cuts['too-slow'],
  };
}
