import { createLane } from './client-lane.ts';
import { createLimit } from './client-limit.ts';
import { readerId } from './client-reader.ts';

/** The same streams over HTTP/1.1 and HTTP/2, side by side. */
export function start(
  view: HTMLElement,
  _url: string,
  urls: { http1: string; http2: string },
): () => void {
  const controls = view.querySelectorAll('fieldset');
  const [many, slider] = view.querySelectorAll('input');
  const [value] = view.querySelectorAll('[data-limit-value]');
  const limit = createLimit(view, urls.http2);
  const reader = readerId();
  const lanes = (['http1', 'http2'] as const).map((name) => {
    const lane = view.querySelector<HTMLElement>(`[data-lane=${name}]`);
    return createLane(lane!, urls[name], reader);
  });
  const on = (name: string, act: () => void): void => {
    const button = view.querySelector<HTMLElement>(`[data-${name}]`)!;
    button.onclick = act;
  };

  on('open', () => {
    const wanted = Math.floor(Number(many!.value));
    for (const lane of lanes) lane.open(wanted);
  });
  on('close-all', () => lanes.forEach((lane) => lane.closeAll()));
  on('apply', () => {
    lanes[1]!.closeAll();
    void limit.apply(Number(slider!.value));
  });
  slider!.oninput = () => (value!.textContent = slider!.value);

  for (const part of controls) part.disabled = false;
  void limit.look();
  return () => {
    for (const lane of lanes) lane.stop();
    limit.stop();
    for (const part of controls) part.disabled = true;
  };
}
