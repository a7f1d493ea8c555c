import type { Way } from './client-connect.ts';
import type { Wire } from './client-types.ts';

export type Trial = {
  url: string;
  query: string;
  ways: { two: Way; one: Way };
  wire: Wire;
  signal: AbortSignal;
  cell: (way: 'two' | 'one', fact: string) => HTMLElement;
};

let marks = 0;

/** Waits until all that the wire has carried so far is counted. */
export async function settle({
  url,
  query,
  wire,
  signal,
}: Trial): Promise<void> {
  const mark = `mark?${query}&n=${++marks}`;
  const counted = wire.until(mark);
  await fetch(url + mark, { signal });
  await counted;
}
