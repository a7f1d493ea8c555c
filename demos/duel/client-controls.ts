import type { Lane } from './client-lane.ts';

type Lanes = { stream: Lane; socket: Lane };

/** Obeys the controls: rate and size, a burst, a new beginning. */
export function obey(
  view: HTMLElement,
  url: string,
  reader: string,
  lanes: Lanes,
  begin: () => void,
): () => void {
  const controls = view.querySelector('fieldset')!;
  const [rate, size] = view.querySelectorAll('select');
  const [burst, again] = view.querySelectorAll('button');
  const refused = view.querySelector<HTMLElement>('[data-refused]')!;

  // #region post
  async function post(path: string): Promise<void> {
    const query = new URLSearchParams({ reader });
    query.set('rate', rate!.value);
    query.set('size', size!.value);
    const method = 'POST';
    const answer = await fetch(`${url}${path}?${query}`, { method });
    refused.textContent = answer.ok ? '' : await answer.text();
  }
  // #endregion post

  function choose(): void {
    // What was measured before holds for what was chosen before.
    lanes.stream.clear();
    lanes.socket.clear();
    void ask('settings');
  }
  const ask = (path: string): Promise<void> =>
    post(path).catch(() => {
      refused.textContent = refused.dataset['gone']!;
    });

  rate!.onchange = size!.onchange = choose;
  burst!.onclick = () => void ask('burst');
  again!.onclick = begin;
  controls.disabled = false;
  return () => {
    controls.disabled = true;
  };
}
