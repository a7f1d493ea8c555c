import type { Clock } from './client-clock.ts';
import { createDelays } from './client-delays.ts';
import { missing } from './client-missing.ts';
import { countWire } from './client-wire.ts';
import { write } from './client-write.ts';

type News = { n: number; at: number };
type State = 'connecting' | 'open' | 'again' | 'closed';

export type Lane = {
  state: (state: State, code?: number) => void;
  take: (message: string) => void;
  show: () => void;
  clear: () => void;
  /** The numbers that have come. */
  numbers: () => number[];
};

/** One column of the table: what came, when, and at what price. */
export function createLane(
  view: HTMLElement,
  name: 'stream' | 'socket',
  path: string,
  clock: Clock,
): Lane {
  const cell = (fact: string): Element =>
    view.querySelector(`[data-${name}="${fact}"]`)!;
  const delays = createDelays(cell);
  const wire = countWire(view, path, cell);
  const words = view.querySelector<HTMLElement>('table')!.dataset;
  let numbers: number[] = [];

  return {
    state(state, code) {
      const text = words[state]!;
      cell('state').textContent = code ? `${text} (${code})` : text;
      cell('state').className = `state-${state}`;
    },
    take(message) {
      const { n, at } = JSON.parse(message) as News;
      numbers.push(n);
      delays.add(clock.since(at));
    },
    show() {
      write(cell('messages'), numbers.length, 0);
      write(cell('missing'), missing(numbers), 0);
      delays.show();
    },
    clear() {
      numbers = [];
      delays.clear();
      wire.clear();
    },
    numbers: () => numbers,
  };
}
