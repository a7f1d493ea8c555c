// What those that do not read cost: memory of the server, and time of those that do.
import { inRounds, withServer, type Bench, type Variant } from '../bench.ts';
import { publishOneByOne } from '../cpu-per-delivery.ts';
import type { Figure } from '../figure.ts';
import { median } from '../statistics.ts';

const variants: Variant[] = ['engine', 'better-sse', 'ws-json', 'naive'];
const live = 20;
const stalled = 20;
const size = 1000;
/** In windows that a reader takes at once. After them, who does not read is full. */
const filling = { windows: 360, window: 50 };
/** One by one, timed. */
const timed = 2000;

type Measured = { growth: number; p99: number };

export const stalledReaders: Figure = async () => {
  const results = await inRounds(variants, async (variant) => ({
    without: await measure(variant, 0),
    with: await measure(variant, stalled),
  }));
  const growth = toValues(results, (one) => (one.with.growth - one.without.growth) / stalled);
  const slower = toValues(results, (one) => one.with.p99 / one.without.p99);
  return {
    title: 'Readers that stall',
    conditions: `${live} that read and ${stalled} that do not, against the same ${live} alone; 20 000 events of ${size} bytes. Growth is what the server has more at the end, for each that stalls. p99 is from the last ${timed} events, published one by one.`,
    columns: [
      { name: 'growth, MB', values: growth, against: 'better-sse' },
      { name: 'p99 with / without', values: slower },
      { name: 'p99 without, ms', values: toValues(results, (one) => one.without.p99) },
    ],
    targets: [
      {
        wanted: 'engine grows < 1 MB',
        ...{ bound: 'at most', limit: 1, measured: median(growth.get('engine')!) },
      },
      {
        wanted: 'engine’s p99 ≤ 1.2 × without',
        ...{ bound: 'at most', limit: 1.2, measured: median(slower.get('engine')!) },
      },
    ],
  };
};

function measure(variant: Variant, silent: number): Promise<Measured> {
  return withServer(variant, async (bench) => {
    await bench.open(live);
    if (silent > 0) await bench.open(silent, { stall: true });
    const before = await bench.server.ask('memory');
    await fill(bench);
    await bench.client.ask('sample');
    await publishOneByOne(bench, { events: timed, size });
    const p99 = (await bench.client.ask('latency')) / 1000;
    return { p99, growth: ((await bench.server.ask('memory')) - before) / 1e6 };
  });
}

async function fill(bench: Bench): Promise<void> {
  for (let n = 0; n < filling.windows; n++) {
    bench.publish(filling.window, size);
    await bench.delivered();
  }
}

type Both = { with: Measured; without: Measured };

function toValues(results: Map<Variant, Both[]>, of: (both: Both) => number) {
  return new Map([...results].map(([variant, measured]) => [variant, measured.map(of)]));
}
