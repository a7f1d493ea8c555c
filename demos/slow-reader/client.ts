import { ask } from './client-ask.ts';
import { createChart } from './client-chart.ts';
import { createTable } from './client-table.ts';
import type { Began, Sample } from './client-types.ts';

/** Has runs made on the server, and shows what they measure. */
export function start(view: HTMLElement, url: string): () => void {
  const controls = view.querySelector('fieldset')!;
  const status = view.querySelector<HTMLElement>('[role=status]')!;
  const svgs = view.querySelectorAll('svg');
  const charts = [
    createChart(svgs[0]!, 'waiting'),
    createChart(svgs[1]!, 'memory'),
  ];
  const table = createTable(view.querySelector('table')!);
  const source = new EventSource(`${url}events`);

  function say(what: string, values: object = {}): void {
    let text = status.dataset[what]!;
    for (const [key, value] of Object.entries(values))
      text = text.replace(`{${key}}`, String(value));
    status.textContent = text;
  }
  function listen<Data>(
    type: string,
    hear: (data: Data) => void,
  ): void {
    source.addEventListener(type, ({ data }: MessageEvent) =>
      hear(JSON.parse(String(data)) as Data),
    );
  }
  listen<Began>('began', (began) => {
    for (const chart of charts) chart.begin(began);
    table.begin(began.way);
    say(began.way, began);
  });
  listen<Sample>('sample', (sample) => {
    for (const chart of charts) chart.add(sample);
    table.add(sample);
  });
  listen('done', () => say('ready'));
  listen<{ why: string }>('failed', (failure) =>
    say('failed', failure),
  );

  for (const button of controls.querySelectorAll('button'))
    button.onclick = () => {
      ask(url, controls, button.value).then(
        (refusal) => refusal && say(refusal.what, refusal),
        () => say('gone'),
      );
    };
  say('ready');
  controls.disabled = false;
  return () => {
    source.close();
    controls.disabled = true;
    status.textContent = '';
  };
}
