import { secondsSince, wordIn, type Values } from './client-words.ts';

export type Kind = 'stream' | 'fetch' | 'image' | 'webSocket';
export type State = 'waiting' | 'open' | 'done';
export type Entry = ReturnType<typeof createEntry>;

/** A request as the page shows it: in the lane of its state. */
export function createEntry(
  view: HTMLElement,
  kind: Kind,
  number: number,
  changed: () => void,
) {
  const item = document.createElement('li');
  const name = item.appendChild(document.createElement('b'));
  const detail = item.appendChild(document.createElement('span'));
  let since = performance.now();
  let word = '';

  function say(values: Values): void {
    const all = { s: secondsSince(since), ...values };
    detail.textContent = wordIn(view, word, all);
  }

  const entry = {
    kind,
    state: 'waiting' as State,
    item,
    /** Puts it where it belongs, with a word of the view's own. */
    show(state: State, said: string, values: Values = {}): void {
      const isBack = state === 'waiting' && entry.state === 'open';
      if (isBack) since = performance.now();
      word = said;
      say(values);
      const lane = view.querySelector(`[data-lane=${state}]`)!;
      if (item.parentElement !== lane) lane.append(item);
      if (state === 'done' && lane.childElementCount > 8)
        lane.firstElementChild!.remove();
      entry.state = state;
      changed();
    },
    /** While it waits, its clock runs. */
    tick(): void {
      if (entry.state === 'waiting') say({});
    },
  };
  item.className = kind;
  name.textContent = `${wordIn(view, kind)} ${number}`;
  entry.show('waiting', 'waits');
  return entry;
}
