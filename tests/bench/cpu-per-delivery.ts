// What the server's processor spends until one reader has one event.
import { withServer, type Bench, type Variant } from './bench.ts';

export type Load = {
  readers: number;
  /** Of an event's JSON, in bytes. */
  size: number;
  /** Published one by one, each when all have the one before. */
  events: number;
};

/** Of what is measured, so much goes before and is not counted: code gets fast by being run. */
const warmUp = 0.25;

/** @returns microseconds */
export async function measureCpu(variant: Variant, load: Load): Promise<number> {
  return withServer(variant, async (bench) => {
    await bench.open(load.readers);
    await publishOneByOne(bench, { ...load, events: Math.ceil(load.events * warmUp) });
    const before = await bench.server.ask('usage');
    await publishOneByOne(bench, load);
    const after = await bench.server.ask('usage');
    return (after.cpu - before.cpu) / (load.events * load.readers);
  });
}

export async function publishOneByOne(
  bench: Bench,
  { events, size }: Pick<Load, 'events' | 'size'>,
): Promise<void> {
  for (let n = 0; n < events; n++) {
    bench.publish(1, size);
    await bench.delivered();
  }
}
