import type { Counts } from './client-ways.ts';
import type { Entry, Kind, State } from './client-entry.ts';

/** The browser's count beside the server's. */
export function createTally(view: HTMLElement, held: () => Entry[]) {
  const status = view.querySelector<HTMLElement>('[data-says]')!;
  let server = '–';
  let timer: ReturnType<typeof setTimeout>;

  function put(name: string, count: number | string): void {
    const cell = view.querySelector(`[data-count="${name}"]`)!;
    cell.textContent = String(count);
  }

  function count(state: State, ...kinds: Kind[]): number {
    const counts = ({ kind, state: now }: Entry): boolean =>
      now === state && kinds.includes(kind);
    return held().filter(counts).length;
  }

  function show(): void {
    const open = count('open', 'stream');
    const waiting = count('waiting', 'stream');
    put('open', open);
    put('waiting', waiting);
    put('starving', count('waiting', 'fetch', 'image'));
    put('server', server);
    clearTimeout(timer);
    timer = setTimeout(() => {
      status.textContent = status.dataset['says']!.replace(
        '{open}',
        String(open),
      )
        .replace('{waiting}', String(waiting))
        .replace('{server}', server);
    }, 500);
  }

  return {
    show,
    counted: (counts: Counts): void => {
      server = String(counts.streams);
      show();
    },
    stop: () => clearTimeout(timer),
  };
}
