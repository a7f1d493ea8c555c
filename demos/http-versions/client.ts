import { ask } from './client-ask.ts';
import { createLane } from './client-lane.ts';
import { listen } from './client-listen.ts';
import { watchVersions } from './client-versions.ts';

/** The same stream over three versions of HTTP, side by side. */
export function start(
  view: HTMLElement,
  _url: string,
  urls: { http1: string; http2: string },
): () => void {
  const controls = view.querySelector('fieldset')!;
  const [whole, half] = view.querySelectorAll('button');
  const stop = new AbortController();

  // #region lanes
  const lanes = [
    createLane(view, '1.0', `${urls.http1}ten`),
    createLane(view, '1.1', `${urls.http1}events?over=http1`),
    createLane(view, '2', `${urls.http2}events?over=http2`),
  ];
  // #endregion lanes

  function askAll(how: 'once' | 'half'): void {
    for (const lane of lanes) void ask(lane, how, stop.signal);
  }

  watchVersions(lanes, stop.signal);
  for (const lane of lanes) listen(lane, stop.signal);
  askAll('once');
  whole!.onclick = () => askAll('once');
  half!.onclick = () => askAll('half');
  controls.disabled = false;
  return () => {
    stop.abort();
    controls.disabled = true;
  };
}
