import { write } from './client-write.ts';

/** Delays looked at: the latest so many. */
const latest = 500;

export type Delays = {
  /** In milliseconds. */
  add: (delay: number) => void;
  show: () => void;
  clear: () => void;
};

/** Tells the median delay, what 95 of 100 are below, and the worst. */
export function createDelays(cell: (fact: string) => Element): Delays {
  let delays: number[] = [];
  return {
    add(delay) {
      delays.push(delay);
    },
    show() {
      delays = delays.slice(-latest);
      const sorted = delays.toSorted((a, b) => a - b);
      const at = (share: number): number | undefined =>
        sorted[Math.ceil(share * sorted.length) - 1];
      write(cell('median'), at(0.5));
      write(cell('most'), at(0.95));
      write(cell('worst'), at(1));
    },
    clear() {
      delays = [];
    },
  };
}
