import type { Item } from './client-asking.ts';

export type Lane = ReturnType<typeof createLane>;

/** What one way has brought: a list, and a row of the ledger. */
export function createLane(view: HTMLElement, way: string) {
  const find = (name: string): HTMLElement =>
    view.querySelector(`[data-${name}="${way}"]`)!;
  const list = find('list-of');
  const state = find('state-of');
  const words = view.querySelector<HTMLElement>('.lanes')!.dataset;
  let [last, count, empty, waited] = [0, 0, 0, 0];

  const fill = (word = '', name: string, value: string): string =>
    word.replace(`{${name}}`, () => value);

  function seconds(ms: number): string {
    const text = (ms / 1000).toLocaleString(
      document.documentElement.lang,
      { minimumFractionDigits: 2, maximumFractionDigits: 2 },
    );
    return fill(words['seconds'], 'n', text);
  }

  function add({ id, who, what, waited: ms }: Item): void {
    const line = document.createElement('li');
    const delay = document.createElement('span');
    delay.textContent = seconds(ms);
    line.append(fill(words[what], 'who', who), ' ', delay);
    line.style.setProperty('--waited', String(ms / 1000));
    list.prepend(line);
    if (list.childElementCount > 6) list.lastChild?.remove();
    last = id;
    count++;
    waited += ms;
  }

  return {
    way,
    /** The number of its newest item: from there it goes on. */
    last: () => last,
    show(items: Item[]): void {
      if (items.length === 0) empty++;
      for (const item of items) add(item);
      state.textContent = '';
      find('empty-of').textContent = String(empty);
      find('news-of').textContent = String(count);
      if (count === 0) return;
      find('delay-of').textContent = seconds(waited / count);
    },
    /** Says how its connection is, in the words of the view. */
    say(word: 'fine' | 'failed' | 'closed'): void {
      state.textContent = state.dataset[word] ?? '';
    },
  };
}
