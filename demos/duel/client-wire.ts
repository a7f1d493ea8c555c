import { write } from './client-write.ts';

/** What this page needs to know of a piece that the wire carried. */
type Piece = {
  path: string;
  connection: number;
  from: 'browser' | 'server';
  part: 'head' | 'message' | 'control' | 'end';
  size: number;
  bytes: Uint8Array;
};

const text = new TextDecoder();

/** Counts what the wire carried for one of the two. */
export function countWire(
  view: HTMLElement,
  path: string,
  cell: (fact: string) => Element,
): { clear: () => void } {
  const heads = { browser: 0, server: 0 };
  const sockets = new Set<number>();
  let [messages, extra] = [0, 0];

  // #region count
  function count({ part, from, size, bytes }: Piece): void {
    if (part === 'head') heads[from] += size;
    // Of a very long piece only the beginning is here.
    if (part !== 'message' || bytes.length < size) return;
    const news = text.decode(bytes).match(/\{[^}]*\}/g) ?? [];
    messages += news.length;
    extra += news.length && size - news.join('').length;
    if (news.length === 1) write(cell('last'), size, 0);
  }
  // #endregion count

  view.addEventListener('wire', (event) => {
    const piece = (event as CustomEvent<Piece>).detail;
    if (piece.path !== path) return;
    sockets.add(piece.connection);
    count(piece);
    write(cell('up'), heads.browser, 0);
    write(cell('down'), heads.server, 0);
    write(cell('extra'), messages ? extra / messages : undefined);
    cell('sockets').textContent = [...sockets].join(', ');
  });

  return {
    clear() {
      [messages, extra] = [0, 0];
      write(cell('extra'), undefined);
    },
  };
}
