// How 100 readers come back who were cut off together. Prints the table that the chapter shows:
//   npx node --test tests/wire/herd.test.ts
import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { startTestCompanion } from '../support/companion.ts';
import { readAndReconnect } from '../support/reconnecting-client.ts';

const { origins } = await startTestCompanion();
const herdSize = 100;

/** Resolves with the times of as many calls as the herd has readers. */
function herdTimes(): { times: Promise<number[]>; note: () => void } {
  const all = Promise.withResolvers<number[]>();
  const times: number[] = [];
  const note = () => {
    if (times.push(performance.now()) === herdSize) all.resolve(times);
  };
  return { times: all.promise, note };
}

/** Cuts a herd off. @returns the milliseconds from the first drop until each reader was back */
async function cutOff(retry: string): Promise<number[]> {
  const query = `reader=herd${retry}&retry=${retry}`;
  const [first, drop, second] = [herdTimes(), herdTimes(), herdTimes()];
  let opened = 0;
  const onOpen = () => (++opened > herdSize ? second : first).note();
  const leave = Array.from({ length: herdSize }, () =>
    readAndReconnect(`${origins.lab}/resume/events?${query}`, { onOpen, onDrop: drop.note }),
  );
  await first.times;
  await fetch(`${origins.lab}/resume/cut?${query}`, { method: 'POST' });
  const [droppedAt = 0] = await drop.times;
  const back = await second.times;
  for (const one of leave) one();
  return back.map((time) => time - droppedAt);
}

/** The most readers that were back within any window of so many milliseconds. */
function mostWithin(window: number, times: number[]): number {
  const from = (start: number) => times.filter((at) => at >= start && at < start + window);
  return Math.max(...times.map((time) => from(time).length));
}

/** Milliseconds in which all came back but the first and the last ten. */
function spread(times: number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[herdSize - 11]! - sorted[10]!;
}

function report(t: TestContext, retry: string, times: number[]): void {
  const seconds = Array.from(
    { length: 6 },
    (_, second) => times.filter((time) => Math.floor(time / 1000) === second).length,
  );
  t.diagnostic(`retry: ${retry}. Back in each second after the cut: ${seconds.join(', ')}.`);
  t.diagnostic(`The most within 100 ms: ${mostWithin(100, times)} of ${herdSize}.`);
}

describe('a herd of 100 readers, cut off at once', { concurrency: true, timeout: 60_000 }, () => {
  test('comes back at once when all were told the same time', async (t) => {
    const times = await cutOff('3000');
    report(t, '3000', times);
    assert.ok(Math.min(...times) > 2900);
    assert.ok(spread(times) < 1000, `${spread(times)} ms`);
  });

  test('comes back spread out when each was told a time of its own', async (t) => {
    const times = await cutOff('random');
    report(t, 'random', times);
    assert.ok(Math.min(...times) > 900);
    assert.ok(spread(times) > 2000, `${spread(times)} ms`);
  });
});
