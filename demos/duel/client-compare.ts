import type { Clock } from './client-clock.ts';
import type { Lane } from './client-lane.ts';
import { inWords } from './client-write.ts';

/** Says how much of the news is the same, and what clocks are worth. */
export function compare(
  view: HTMLElement,
  lanes: { stream: Lane; socket: Lane },
  clock: Clock,
): () => void {
  const same = view.querySelector<HTMLElement>('[data-same]')!;
  const clocks = view.querySelector<HTMLElement>('[data-clocks]')!;
  return () => {
    const over = lanes.stream.numbers();
    const both = new Set(lanes.socket.numbers());
    const count = over.filter((n) => both.has(n)).length;
    const all = both.size + over.length - count;
    say(same, { count: String(count), all: String(all) });
    const { offset, within } = clock.estimate() ?? {};
    say(clocks, { offset: inWords(offset), within: inWords(within) });
  };
}

/** Puts values into the sentence that a place has. */
function say(place: HTMLElement, values: Record<string, string>): void {
  const put = (_: string, name: string): string => values[name]!;
  const says = place.dataset['says']!;
  place.textContent = says.replace(/\{(\w+)\}/g, put);
}
