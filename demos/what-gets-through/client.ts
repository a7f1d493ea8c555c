import { push, upload, webTransport } from './client-more.ts';
import { events, poll, stream } from './client-probes.ts';
import type { Found, Probe } from './client-types.ts';
import { webSocket } from './client-web-socket.ts';

const probes: Record<string, Probe> = {
  ...{ poll, events, stream, webSocket },
  ...{ upload, webTransport, push },
};

/** Milliseconds after which a probe has failed. */
const patience = 8000;

/** Tries what gets through between this browser and this server. */
export function start(view: HTMLElement, url: string): () => void {
  const controls = view.querySelector('fieldset')!;
  const words = view.querySelector('table')!.dataset;
  const stop = new AbortController();

  async function probe(row: HTMLElement): Promise<void> {
    show(row, 'busy');
    const signal = AbortSignal.any([
      stop.signal,
      AbortSignal.timeout(patience),
    ]);
    const late = new Promise<Found>((_, reject) =>
      signal.addEventListener('abort', () => reject(new Error('late'))),
    );
    const run = probes[row.dataset['probe']!]!;
    const none: Found = { verdict: 'no' };
    const found = await Promise.race([run(url, signal), late]).catch(
      () => none,
    );
    show(row, found.verdict, found.facts);
  }

  function show(row: HTMLElement, verdict: string, facts = {}): void {
    const [cell, more] = row.querySelectorAll('td');
    cell!.textContent = words[verdict]!;
    cell!.className = `found-${verdict}`;
    more!.textContent = Object.values(facts).join(' ');
    if ('ms' in facts) more!.append(' ms');
  }

  view.querySelector('button')!.onclick = async () => {
    controls.disabled = true;
    for (const row of view.querySelectorAll<HTMLElement>(
      '[data-probe]',
    ))
      await probe(row);
    controls.disabled = stop.signal.aborted;
  };
  controls.disabled = false;
  return () => {
    stop.abort();
    controls.disabled = true;
  };
}
