// The bytes as cells, one row for each line of the stream. For the eye and the pointer: slider,
// buttons and the words beside them say and do the same for everyone.
import { glyphOf, hexOf, make } from './show.ts';
import type { Shown } from './stepper.ts';
import { isSecondHalf, type Trace } from './trace.ts';
import type { Strings } from './words.ts';

type Actions = { onGo: (at: number) => void; onCut: (at: number) => void };

export function createByteCells(words: Strings, { onGo, onCut }: Actions) {
  const rows = make('div', 'byte-rows', '', { 'aria-hidden': 'true' });
  let cells: HTMLElement[] = [];

  rows.onclick = ({ target }) => {
    const { cut, byte } =
      (target as Element).closest<HTMLElement>('[data-cut], [data-byte]')?.dataset ?? {};
    if (cut) onCut(Number(cut));
    else if (byte) onGo(Number(byte));
  };

  return {
    element: make('div', 'stepper-bytes', [
      make('p', 'stepper-label', words.bytes),
      rows,
      make('p', 'stepper-hint', words.bytesHint),
    ]),
    load({ bytes }: Trace) {
      cells = Array.from(bytes, cellOf);
      rows.replaceChildren(...rowsOf(bytes, cells));
    },
    show({ at, cuts, trace }: Shown) {
      const line = trace.moments[at]?.steps.length ? Infinity : trace.moments[at]!.lineStart;
      cells.forEach((cell, index) => {
        cell.classList.toggle('current', index === at - 1);
        cell.classList.toggle('read', index < at);
        cell.classList.toggle('in-line', index >= line && index < at);
        cell.classList.toggle('cut', cuts.has(index + 1));
      });
      keepInSight(rows, cells[at - 1]);
    },
  };
}

/** A byte, and the gap behind it in which it can be cut. */
function cellOf(byte: number, index: number): HTMLElement {
  const kind = byte < 0x21 || byte === 0x7f ? 'glyph control-glyph' : 'glyph';
  const cell = make('span', 'byte', [
    make('span', 'byte-face', [
      make('span', 'hex', hexOf(byte)),
      make('span', kind, glyphOf(byte)),
    ]),
    make('span', 'byte-gap'),
  ]);
  (cell.firstElementChild as HTMLElement).dataset['byte'] = String(index + 1);
  (cell.lastElementChild as HTMLElement).dataset['cut'] = String(index + 1);
  return cell;
}

function rowsOf(bytes: Uint8Array, cells: HTMLElement[]): HTMLElement[] {
  const rows = [make('div', 'byte-row')];
  cells.forEach((cell, index) => {
    rows.at(-1)!.append(cell);
    const endsLine = bytes[index] === 10 || bytes[index] === 13;
    if (endsLine && index + 1 < cells.length && !isSecondHalf(bytes, index + 1))
      rows.push(make('div', 'byte-row'));
  });
  return rows;
}

/** The rows scroll in themselves; the page stays where it is. */
function keepInSight(rows: HTMLElement, cell: HTMLElement | undefined): void {
  if (!cell) return void (rows.scrollTop = 0);
  const { offsetTop, offsetHeight } = cell;
  if (offsetTop < rows.scrollTop) rows.scrollTop = offsetTop;
  const below = offsetTop + offsetHeight - rows.clientHeight;
  if (below > rows.scrollTop) rows.scrollTop = below;
}
