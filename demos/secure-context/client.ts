import { ask } from './client-ask.ts';
import { showContext } from './client-context.ts';
import { showHandshakes } from './client-handshakes.ts';

/** What this page may use, and what it hears of both labs. */
export function start(
  view: HTMLElement,
  _url: string,
  urls: { http1: string; http2: string },
): () => void {
  const controls = view.querySelector('fieldset')!;
  const button = view.querySelector('button')!;
  const rows = view.querySelectorAll<HTMLElement>('[data-over]');
  showContext(view, urls);
  const stopReport = showHandshakes(view, urls.http1);
  let stopAsking = (): void => {};
  let times = 0;

  button.onclick = () => {
    stopAsking();
    times++;
    const asked = [...rows].map((row) => {
      const over = row.dataset['over'] as keyof typeof urls;
      return ask(row, urls[over], `over=${over}&n=${times}`);
    });
    stopAsking = () => asked.forEach((stop) => stop());
  };

  controls.disabled = false;
  button.click();
  return () => {
    stopAsking();
    stopReport();
    controls.disabled = true;
  };
}
