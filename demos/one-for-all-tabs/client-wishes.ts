import { keep, onKept, recall } from './client-kept.ts';

const can = {
  own: () => true,
  worker: () => 'SharedWorker' in window,
  leader: () => navigator.locks !== undefined,
};
type Way = keyof typeof can;
const ways = Object.keys(can) as Way[];

/** What the reader has chosen, the same in all tabs. */
export function createWishes(view: HTMLElement, changed: () => void) {
  const select = view.querySelector('select')!;
  const hidden = view.querySelector('input')!;

  for (const way of ways.filter((one) => !can[one]())) {
    select.querySelector<HTMLOptionElement>(
      `[value=${way}]`,
    )!.disabled = true;
    view.querySelector<HTMLElement>(`[data-no=${way}]`)!.hidden = false;
  }

  function read(): void {
    const kept = ways.find((way) => way === recall('way'));
    if (kept && can[kept]()) select.value = kept;
    hidden.checked = recall('closes') === 'hidden';
  }

  select.onchange = () => {
    keep('way', select.value);
    changed();
  };
  hidden.onchange = () => {
    keep('closes', hidden.checked ? 'hidden' : 'never');
  };
  read();
  const forget = onKept(() => {
    read();
    changed();
  });

  return {
    way: () => select.value as Way,
    closesHidden: () => hidden.checked,
    forget,
  };
}
