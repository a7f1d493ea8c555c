import { ask, longPoll, poll } from './client-asking.ts';
import { createLane } from './client-lane.ts';
import { listen } from './client-stream.ts';

/** Hears of the same news in four ways, side by side. */
export function start(view: HTMLElement, url: string): () => void {
  const stop = new AbortController();
  const made = `r${Math.random().toString(36).slice(2, 12)}`;
  const reader = view.dataset['reader'] ?? made;
  const find = <T extends Element>(name: string): T =>
    view.querySelector<T>(`[name="${name}"]`)!;
  const every = find<HTMLSelectElement>('interval');
  const interval = (): number => Number(every.value) * 1000;
  const visit = { url, reader, interval, stopped: stop.signal };

  // #region four
  const byHand = createLane(view, 'ask');
  let asked = Promise.resolve(true);
  find<HTMLButtonElement>('refresh').onclick = () => {
    asked = asked.then(() => ask(byHand, visit));
  };
  void poll(createLane(view, 'poll'), visit);
  void longPoll(createLane(view, 'long-poll'), visit);
  listen(createLane(view, 'events'), visit);
  // #endregion four

  // #region post
  async function post(what: string, body: object): Promise<void> {
    const answer = await fetch(`${url}${what}?reader=${reader}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }).catch(() => undefined);
    const refused = find<HTMLOutputElement>('refused');
    refused.value = answer?.ok ? '' : refused.dataset['words']!;
  }
  // #endregion post

  const pace = find<HTMLSelectElement>('pace');
  pace.onchange = () => post('pace', { seconds: Number(pace.value) });
  const publish = find<HTMLButtonElement>('publish');
  publish.onclick = () => post('news', { who: publish.value });

  function enable(enabled: boolean): void {
    for (const set of view.querySelectorAll('fieldset')) {
      set.disabled = !enabled;
    }
  }
  enable(true);
  return () => {
    stop.abort();
    enable(false);
  };
}
