import { createLane } from './client-lane.ts';
import { openBare, openLasting, openStream } from './client-streams.ts';

/** One source over three lines, which are cut at the same moment. */
export function start(view: HTMLElement, url: string): () => void {
  const controls = view.querySelector('fieldset')!;
  const seconds = view.querySelector('select')!;
  const failed = view.querySelector<HTMLElement>('[data-gone]')!;
  const reader =
    view.dataset['reader'] ?? Math.random().toString(36).slice(2, 12);
  const query = `reader=${reader}`;
  const socket = `${url.replace(/^http/, 'ws')}ws?${query}`;
  const [stream, bare, lasting] = ['stream', 'bare', 'lasting'].map(
    (name) => createLane(view, name),
  );
  const lanes = [stream!, bare!, lasting!];
  let closeBare = openBare(`${socket}&way=bare`, bare!);
  const closeStream = openStream(`${url}events?${query}`, stream!);
  const closeLasting = openLasting(`${socket}&way=lasting`, lasting!);

  async function act(name: string): Promise<void> {
    const address = `${url}${name}?${query}&for=${seconds.value}`;
    const cut = (): void => lanes.forEach((lane) => lane.cut());
    if (name !== 'hush') cut();
    const answer = await fetch(address, { method: 'POST' });
    // What is still under way when it falls silent is no return.
    if (name === 'hush') cut();
    failed.textContent = answer.ok ? '' : await answer.text();
  }

  for (const button of view.querySelectorAll('button'))
    button.onclick = () => {
      if (button.value === 'again') {
        closeBare();
        closeBare = openBare(`${socket}&way=bare`, bare!);
      } else
        act(button.value).catch(() => {
          failed.textContent = failed.dataset['gone']!;
        });
    };
  const timer = setInterval(() => {
    const newest = Math.max(...lanes.map((lane) => lane.newest()));
    lanes.forEach((lane) => lane.show(newest));
  }, 200);
  controls.disabled = false;
  return () => {
    clearInterval(timer);
    for (const close of [closeStream, closeBare, closeLasting]) close();
    controls.disabled = true;
  };
}
