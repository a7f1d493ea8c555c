// What a connection takes while nothing happens.
import { inRounds, withServer, type Variant } from '../bench.ts';
import { ratio, type Figure } from '../figure.ts';

const variants: Variant[] = ['engine', 'better-sse', 'ws-json', 'naive', 'net-loop'];
/** They come first, so that what a server makes once is not counted for each. */
const first = 500;

export const memory: Figure = async (limit) => {
  const readers = limit(3000 + first) - first;
  const values = await inRounds(variants, (variant) => measure(variant, readers));
  return {
    title: 'Memory of an idle connection',
    conditions: `N = ${readers}, after ${first} others; resident memory of the server, after garbage collection.`,
    columns: [{ name: 'kB', values, against: 'better-sse' }],
    targets: [
      {
        wanted: 'engine ≤ 0.65 × better-sse',
        ...{ bound: 'at most', limit: 0.65, measured: ratio(values, 'engine', 'better-sse') },
      },
    ],
  };
};

function measure(variant: Variant, readers: number): Promise<number> {
  return withServer(variant, async ({ open, server }) => {
    await open(first);
    const before = await server.ask('memory');
    await open(readers);
    const after = await server.ask('memory');
    return (after - before) / 1000 / readers;
  });
}
