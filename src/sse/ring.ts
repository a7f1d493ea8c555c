// The newest of a numbered sequence, bounded by count and by bytes.
import type { Bounds } from './event-log/event-log.ts';

export type Ring<Item> = {
  /** The oldest number that is here; `last + 1` while none is. */
  readonly first: number;
  /** The newest number, also when what had it is gone. */
  readonly last: number;
  /** Takes the number after `last`. @param size in bytes */
  push: (item: Item, size: number) => void;
  at: (seq: number) => Item | undefined;
  /** Forgets everything, and goes on after `last`. */
  clear: (last: number) => void;
};

/** The newest item stays, however large it is: without it nobody would get it. */
export function createRing<Item>({ count, bytes: most }: Bounds, last: number): Ring<Item> {
  /** The number n is in slot n modulo count. */
  let slots: ({ item: Item; size: number } | undefined)[] = [];
  let first = last + 1;
  let bytes = 0;

  function forgetOldest(): void {
    const slot = first % count;
    bytes -= slots[slot]!.size;
    slots[slot] = undefined;
    first += 1;
  }

  return {
    get first() {
      return first;
    },
    get last() {
      return last;
    },
    push(item, size) {
      if (last - first + 1 === count) forgetOldest();
      last += 1;
      slots[last % count] = { item, size };
      bytes += size;
      while (bytes > most && first < last) forgetOldest();
    },
    at: (seq) => (seq >= first && seq <= last ? slots[seq % count]!.item : undefined),
    clear(newLast) {
      [slots, last, first, bytes] = [[], newLast, newLast + 1, 0];
    },
  };
}
