import { run } from './client-run.ts';
import { perDay } from './client-table.ts';
import { countWire } from './client-wire.ts';

/** What a message costs on the wire, by carrier and by size. */
export function start(
  view: HTMLElement,
  _url: string,
  urls: { http1: string; http2: string },
): () => void {
  const controls = view.querySelector('fieldset')!;
  const [kind, compress] = view.querySelectorAll('select');
  const status = view.querySelector<HTMLElement>('[role=status]')!;
  const stop = new AbortController();
  const wire = countWire(view, stop.signal);

  async function measureAll(): Promise<void> {
    controls.disabled = true;
    say('measuring');
    const choice = { kind: kind!.value, compress: compress!.value };
    try {
      const costs = await run(view, urls, choice, wire, stop.signal);
      const [http1, http2, socket] = (
        ['http1', 'http2', 'socket'] as const
      ).map((name) => perDay(costs[2]!, name));
      say('done', { http1, http2, socket });
    } catch {
      if (!stop.signal.aborted) say('failed');
    }
    controls.disabled = stop.signal.aborted;
  }

  function say(
    what: string,
    values: Record<string, unknown> = {},
  ): void {
    const put = (_: string, name: string): string =>
      String(values[name]);
    status.textContent = status.dataset[what]!.replace(
      /\{(\w+)\}/g,
      put,
    );
  }

  view.querySelector('button')!.onclick = () => void measureAll();
  say('ready');
  controls.disabled = false;
  return () => {
    stop.abort();
    controls.disabled = true;
  };
}
