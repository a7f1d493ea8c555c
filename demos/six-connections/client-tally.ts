import type { Counts } from './client-ways.ts';
import type { Entry, Kind, State } from './client-entry.ts';

/** The browser's count beside the server's. */
export function createTally(view: HTMLElement, held: () => Entry[]) {
  const status = view.querySelector<HTMLElement>('[data-says]')!;
  // Of this run: what still comes for it is not for the next one's.
  const cells = view.querySelectorAll<HTMLElement>('[data-count]');
  let server: Counts | undefined;
  let timer: ReturnType<typeof setTimeout>;

  function put(name: string, count: number | undefined): void {
    for (const cell of cells)
      if (cell.dataset['count'] === name)
        cell.textContent = String(count ?? '–');
  }

  function count(state: State, ...kinds: Kind[]): number {
    const counts = ({ kind, state: now }: Entry): boolean =>
      now === state && kinds.includes(kind);
    return held().filter(counts).length;
  }

  function show(): void {
    const open = count('open', 'stream');
    const waiting = count('waiting', 'stream');
    // Only an open stream brings the server's count.
    if (waiting && !open) server = undefined;
    put('open', open);
    put('waiting', waiting);
    put('server', server?.streams);
    put('open-web-sockets', count('open', 'webSocket'));
    put('waiting-web-sockets', count('waiting', 'webSocket'));
    put('server-web-sockets', server?.webSockets);
    put('starving', count('waiting', 'fetch', 'image'));
    clearTimeout(timer);
    timer = setTimeout(() => {
      status.textContent = status.dataset['says']!.replace(
        '{open}',
        String(open),
      )
        .replace('{waiting}', String(waiting))
        .replace('{server}', String(server?.streams ?? '–'));
    }, 500);
  }

  function counted(counts: Counts): void {
    server = counts;
    show();
  }

  return {
    show,
    counted,
    /** An answer may be older than what was told while it was read. */
    answered: (counts: Counts): void => {
      if (count('open', 'stream', 'webSocket') === 0) counted(counts);
    },
  };
}
