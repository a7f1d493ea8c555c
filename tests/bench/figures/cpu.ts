// What one delivery costs the server: an event is published when all have the one before.
import { inRounds, type Variant } from '../bench.ts';
import { measureCpu } from '../cpu-per-delivery.ts';
import { ratio, type Figure, type Limit, type Result } from '../figure.ts';

const variants: Variant[] = ['engine', 'better-sse', 'ws-json', 'naive', 'net-loop'];

export const cpuOf1000: Figure = (limit) => measure(limit, 1000, 60);
export const cpuOf5000: Figure = (limit) => measure(limit, 5000, 12);

async function measure(limit: Limit, wanted: number, events: number): Promise<Result> {
  const readers = limit(wanted);
  const values = await inRounds(variants, (variant) =>
    measureCpu(variant, { readers, size: 200, events }),
  );
  return {
    title: `CPU of a delivery, ${readers} readers`,
    conditions: `N = ${readers}, 200 bytes of JSON, ${events} single events a round.`,
    columns: [{ name: 'µs', values, against: 'better-sse' }],
    targets: [
      atMost('better-sse', 0.6, values),
      atMost('ws-json', 0.8, values),
      atMost('net-loop', 1.15, values),
    ],
  };
}

function atMost(peer: Variant, limit: number, values: Map<Variant, number[]>) {
  const wanted = `engine ≤ ${limit} × ${peer}`;
  return { wanted, bound: 'at most', limit, measured: ratio(values, 'engine', peer) } as const;
}
