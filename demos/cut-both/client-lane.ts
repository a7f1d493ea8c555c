import type { Lane } from './client-types.ts';
import { inWords, write } from './client-write.ts';

/** One column of the table. */
export function createLane(view: HTMLElement, name: string): Lane {
  const cell = (fact: string): Element =>
    view.querySelector(`[data-${name}="${fact}"]`)!;
  const words = view.querySelector<HTMLElement>('table')!.dataset;
  const numbers = new Set<number>();
  let [first, repeated, attempts] = [0, 0, 0];
  let cutAt = 0;
  let back = 0;

  return {
    state(state, code) {
      if (state === 'waits') attempts++;
      // What came before the loss was no return.
      if (state !== 'open') back = 0;
      const text = words[state]!;
      cell('state').textContent = code ? `${text} (${code})` : text;
      cell('state').className = `state-${state}`;
    },
    take({ n, reset }) {
      if (reset) numbers.clear();
      if (n === undefined) return;
      if (numbers.size === 0) first = n;
      if (numbers.has(n)) repeated++;
      numbers.add(n);
      if (cutAt && !back) back = Date.now() - cutAt;
    },
    cut() {
      [cutAt, back, attempts] = [Date.now(), 0, 0];
    },
    show(newest) {
      const lost = numbers.size ? newest - first + 1 - numbers.size : 0;
      write(cell('messages'), numbers.size);
      write(cell('lost'), Math.max(0, lost));
      write(cell('repeated'), repeated);
      write(cell('attempts'), attempts);
      const since = cutAt ? (back || Date.now() - cutAt) / 1000 : 0;
      const says = back ? words['back']! : words['away']!;
      cell('back').textContent = cutAt
        ? says.replace('{s}', inWords(since))
        : '–';
    },
    newest: () => Math.max(0, ...numbers),
  };
}
