import { useOne, useTwo } from './client-connect.ts';
import type { Trial } from './client-trial.ts';
import { tryBothWays, tryPicture } from './client-trials.ts';
import { countWire } from './client-wire.ts';

/** A picture, and words both ways: over POST and SSE, over one. */
export function start(view: HTMLElement, url: string): () => void {
  const controls = view.querySelector('fieldset')!;
  const side = view.querySelector('select')!;
  const [picture, both] = view.querySelectorAll('button');
  const status = view.querySelector<HTMLElement>('[role=status]')!;
  const stop = new AbortController();
  const { signal } = stop;
  const wire = countWire(view, signal);
  const reader = Math.random().toString(36).slice(2, 12);
  const query = `reader=${reader}`;
  const cell = (way: string, fact: string): HTMLElement =>
    view.querySelector(`[data-${way}=${fact}]`)!;

  async function open(): Promise<Trial> {
    const [two, one] = [useTwo(url, query), useOne(url, query)];
    const ways = { two: await two, one: await one };
    signal.addEventListener('abort', () => {
      ways.two.close();
      ways.one.close();
    });
    return { url, query, ways, wire, signal, cell };
  }

  async function run(what: (trial: Trial) => Promise<unknown>) {
    controls.disabled = true;
    status.textContent = status.dataset['busy']!;
    try {
      await what(await opened);
      status.textContent = '';
    } catch {
      status.textContent = status.dataset['failed']!;
    }
    controls.disabled = signal.aborted;
  }

  const opened = open();
  picture!.onclick = () =>
    void run((trial) => tryPicture(trial, side.value));
  both!.onclick = () => void run(tryBothWays);
  void run(() => Promise.resolve());
  return () => {
    stop.abort();
    controls.disabled = true;
  };
}
