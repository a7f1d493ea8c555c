// What stands around the slides: the thread, the counter, the buttons. Their words come with the page.
import { fill } from '../i18n/fill.ts';
import type { Action } from './keys.ts';
import type { Walk } from './position.ts';
import { createThread } from './thread.ts';

export function createChrome(total: number) {
  const root = document.querySelector<HTMLElement>('[data-chrome]')!;
  const words = root.dataset as Record<'announce' | 'count' | 'open', string>;
  const counter = root.querySelector('[data-counter]')!;
  const thread = createThread(root.querySelector('[data-thread]')!, total);
  const button = (action: Action) => root.querySelector<HTMLButtonElement>(`[data-do=${action}]`)!;

  return {
    root,
    words,
    button,
    onPress(act: Record<Action, () => void>): void {
      for (const one of root.querySelectorAll<HTMLElement>('[data-do]'))
        one.onclick = () => act[one.dataset['do'] as Action]();
    },
    show({ index, isFirst, isLast }: Walk): void {
      thread(index);
      counter.textContent = fill(words.count, { n: index + 1, total });
      // Not `disabled`, which would take the focus from whoever presses it.
      button('previous').ariaDisabled = String(isFirst);
      button('next').ariaDisabled = String(isLast);
    },
  };
}
