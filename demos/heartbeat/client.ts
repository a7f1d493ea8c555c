import { showAge } from './client-age.ts';
import { watch } from './client-watch.ts';

/** A page that notices when its stream has gone silent. */
export function start(view: HTMLElement, url: string): () => void {
  const controls = view.querySelector('fieldset')!;
  const beat = view.querySelector('select')!;
  const readers = view.querySelector('output')!;
  const log = view.querySelector('ul')!;
  const age = showAge(view.querySelector('[data-heard]')!);
  let count = 0;
  let close = (): void => {};

  // #region open
  const open = (): void => {
    close();
    const query = `beat=${beat.value}&stream=${++count}`;
    const source = new EventSource(`${url}events?${query}`);
    source.addEventListener('message', show);
    source.addEventListener('ping', age.heard);
    say('opened');
    // Silence means something only to who was promised pings.
    const wasPromised = beat.value.startsWith('ping');
    const unwatch = wasPromised && watch(source, 5000, late);
    close = () => {
      if (unwatch) unwatch();
      source.close();
    };
  };
  const late = (): void => {
    say('late');
    open();
  };
  // #endregion open

  function show({ data }: MessageEvent): void {
    const news = JSON.parse(String(data)) as { readers: number };
    readers.textContent = String(news.readers);
    age.heard();
  }

  function say(what: 'opened' | 'late'): void {
    const item = document.createElement('li');
    item.textContent = log.dataset[what]!.replace('{n}', `${count}`);
    log.append(item);
    if (log.childElementCount > 20) log.firstChild?.remove();
  }

  beat.onchange = open;
  controls.disabled = false;
  open();
  return () => {
    close();
    age.stop();
    controls.disabled = true;
  };
}
