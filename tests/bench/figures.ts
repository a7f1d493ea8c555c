// What is measured of a pair. Each starts its own, so that none inherits another's heap.
import { quantile } from './statistics.ts';
import { startPair, type Pair } from './pair.ts';
import type { VariantName } from './variants.ts';

async function withPair<Result>(
  name: VariantName,
  run: (pair: Pair) => Promise<Result>,
): Promise<Result> {
  const pair = await startPair(name);
  try {
    return await run(pair);
  } finally {
    pair.close();
  }
}

/** Microseconds of the server's processor for one event to one reader; one event at a time. */
export function cpuPerEvent(name: VariantName, readers: number, size: number): Promise<number> {
  return withPair(name, async (pair) => {
    await pair.open(readers);
    for (let n = 0; n < 10; n++) await pair.publish(size, 1, readers);
    const rounds = Math.ceil(200_000 / readers);
    // What opening the connections has left behind is not part of it.
    await pair.memory();
    const before = await pair.cpu();
    for (let n = 0; n < rounds; n++) await pair.publish(size, 1, readers);
    return ((await pair.cpu()) - before) / (rounds * readers);
  });
}

/** Deliveries a second when each turn of the loop has many events. */
export function saturated(name: VariantName, readers: number): Promise<number> {
  return withPair(name, async (pair) => {
    await pair.open(readers);
    await pair.publish(200, 64, readers);
    const begin = performance.now();
    let delivered = 0;
    while (performance.now() - begin < 2500) {
      await pair.publish(200, 64, readers);
      delivered += 64 * readers;
    }
    return (delivered * 1000) / (performance.now() - begin);
  });
}

/** Bytes of the server for each connection that is open and idle. */
export function memoryPerReader(name: VariantName, readers: number): Promise<number> {
  return withPair(name, async (pair) => {
    await pair.open(20);
    await pair.publish(200, 1, 20);
    const before = await pair.memory();
    await pair.open(readers);
    await pair.publish(200, 1, readers + 20);
    return ((await pair.memory()) - before) / readers;
  });
}

/** With 20 who read and some who never do: bytes of growth in all, and the p99 of those who read. */
export function stalled(
  name: VariantName,
  count: number,
): Promise<{ growth: number; p99: number }> {
  return withPair(name, async (pair) => {
    await pair.open(20 + count, count);
    for (let n = 0; n < 200; n++) await pair.publish(1000, 1, 20);
    const before = await pair.memory();
    const times: number[] = [];
    // 20 MB in events of 1 kB: most in groups, each tenth alone, and those are timed.
    for (let n = 0; n < 2000; n++) {
      await pair.publish(1000, 9, 20);
      times.push(await pair.publish(1000, 1, 20));
    }
    return { growth: (await pair.memory()) - before, p99: quantile(times, 0.99) };
  });
}
