// How much goes through when there is always more: windows of events, two of them under way.
import { inRounds, withServer, type Variant } from '../bench.ts';
import { ratio, type Figure } from '../figure.ts';

const variants: Variant[] = ['engine', 'better-sse', 'ws-json', 'naive', 'net-loop'];
/** Events that are published in one turn of the loop. */
const window = 64;
const size = 200;
const milliseconds = 1200;

type Measured = { rate: number; client: number };

export const saturated: Figure = async (limit) => {
  const readers = limit(1000);
  const results = await inRounds(variants, (variant) => measure(variant, readers));
  const values = pick(results, ({ rate }) => rate / 1000);
  return {
    title: 'Deliveries when saturated',
    conditions: `N = ${readers}, ${size} bytes of JSON, windows of ${window} events, two under way. Where the client’s core is busy all the time, the server could do more.`,
    columns: [
      { name: 'thousand a second', values, against: 'better-sse' },
      { name: 'client busy, %', values: pick(results, ({ client }) => client) },
    ],
    targets: [
      {
        wanted: 'engine ≥ 8 × better-sse',
        ...{ bound: 'at least', limit: 8, measured: ratio(values, 'engine', 'better-sse') },
      },
    ],
  };
};

function measure(variant: Variant, readers: number): Promise<Measured> {
  return withServer(variant, async (bench) => {
    await bench.open(readers);
    bench.publish(4, size);
    await bench.delivered();
    const { cpu } = await bench.client.ask('usage');
    const began = performance.now();
    let windows = 1;
    bench.publish(window, size);
    do {
      windows += 1;
      bench.publish(window, size);
      await bench.delivered(window);
    } while (performance.now() - began < milliseconds);
    await bench.delivered();
    const elapsed = performance.now() - began;
    const busy = (await bench.client.ask('usage')).cpu - cpu;
    return {
      rate: (windows * window * readers * 1000) / elapsed,
      client: busy / (elapsed * 10),
    };
  });
}

function pick(results: Map<Variant, Measured[]>, of: (measured: Measured) => number) {
  return new Map([...results].map(([variant, measured]) => [variant, measured.map(of)]));
}
