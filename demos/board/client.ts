import { startReader } from './client-reader.ts';
import { phrasesOf } from './client-words.ts';

/** Two readers of one board, side by side, as if on two machines. */
export function start(view: HTMLElement, url: string): () => void {
  const controls = view.querySelector('fieldset')!;
  controls.disabled = false;
  const say = phrasesOf(controls);
  const lanes = [...view.querySelectorAll<HTMLElement>('.lane')];
  const stops = lanes.map((lane) => startReader(lane, url, say));
  return () => {
    controls.disabled = true;
    for (const stop of stops) stop();
  };
}
