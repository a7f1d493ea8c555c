// What sharing one buffer saves when events are large.
import { inRounds, type Variant } from '../bench.ts';
import { measureCpu } from '../cpu-per-delivery.ts';
import { ratio, type Figure } from '../figure.ts';

const variants: Variant[] = ['engine', 'better-sse', 'ws-json', 'net-loop'];
const size = 16_000;
const events = 30;

export const largeEvents: Figure = async (limit) => {
  const readers = limit(1000);
  const values = await inRounds(variants, (variant) =>
    measureCpu(variant, { readers, size, events }),
  );
  return {
    title: 'CPU of a delivery of 16 kB',
    conditions: `N = ${readers}, ${size} bytes of JSON, ${events} single events a round.`,
    columns: [{ name: 'µs', values, against: 'better-sse' }],
    targets: [
      {
        wanted: 'engine ≤ 0.3 × better-sse',
        ...{ bound: 'at most', limit: 0.3, measured: ratio(values, 'engine', 'better-sse') },
      },
    ],
  };
};
