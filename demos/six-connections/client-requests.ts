import { createEntry, type Entry, type Kind } from './client-entry.ts';
import { readerName } from './client-reader.ts';
import { createSettling } from './client-settling.ts';
import { createTally } from './client-tally.ts';
import { ways } from './client-ways.ts';
import type { Values } from './client-words.ts';

/** All that this page has asked for and not yet given up. */
export function createRequests(view: HTMLElement, url: string) {
  const leaving = new Map<Entry, () => void>();
  const held = (kind?: Kind): Entry[] =>
    [...leaving.keys()].filter((one) => !kind || one.kind === kind);
  const tally = createTally(view, held);
  const query = `reader=${readerName()}&tab=${Date.now()}`;
  const count = `${url}count?${query}`;
  const settling = createSettling(count, tally.answered);
  const clock = setInterval(() => {
    for (const entry of held()) entry.tick();
  }, 100);
  let last = 0;

  // #region ask
  function ask(kind: Kind): void {
    if (held(kind).length === 12) return;
    settling.stop();
    const entry = createEntry(view, kind, ++last, tally.show);
    const over = (word: string, values?: Values): void => {
      if (leaving.delete(entry)) entry.show('done', word, values);
    };
    const { path, begin } = ways[kind];
    const address = `${url}${path}?${query}&n=${last}`;
    leaving.set(entry, begin(address, { entry, over, ...tally }));
    tally.show();
  }
  // #endregion ask

  function close(entries: Entry[]): void {
    // The waiting ones first, or each is let through once more.
    for (const entry of entries.reverse()) {
      leaving.get(entry)!();
      leaving.delete(entry);
      entry.show('done', 'closed');
    }
    if (held('stream').length === 0) settling.start();
  }

  settling.start();
  return {
    held,
    ask,
    close,
    stop(): void {
      close(held());
      clearInterval(clock);
    },
  };
}
