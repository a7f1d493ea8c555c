import { createRequests } from './client-requests.ts';

/** Asks for more than a browser lets through, and shows what waits. */
export function start(view: HTMLElement, url: string): () => void {
  const controls = view.querySelector('fieldset')!;
  const number = view.querySelector('input')!;
  const requests = createRequests(view, url);
  const { ask, held, close } = requests;

  const presses: Record<string, () => void> = {
    fill() {
      const wanted = Math.min(Number(number.value), 12);
      while (held('stream').length < wanted) ask('stream');
    },
    more: () => ask('stream'),
    fewer() {
      const open = held('stream').filter(
        ({ state }) => state === 'open',
      );
      close(open.slice(0, 1));
    },
    none: () => close(held()),
    fetch: () => ask('fetch'),
    image: () => ask('image'),
    webSocket: () => ask('webSocket'),
  };
  for (const button of view.querySelectorAll('button'))
    button.onclick = presses[button.value]!;

  view.querySelector('a')!.href = location.href;
  const alone = view.querySelector<HTMLElement>('[data-alone]')!;
  alone.hidden = new URL(url).origin !== location.origin;
  controls.disabled = false;
  return () => {
    controls.disabled = true;
    requests.stop();
  };
}
