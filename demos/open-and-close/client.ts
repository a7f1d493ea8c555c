import { createJudge } from './client-judge.ts';
import { keepOpen } from './client-keep-open.ts';
import { createReport } from './client-report.ts';

/** Runs an ending against a prediction; what happens decides. */
export function start(view: HTMLElement, url: string): () => void {
  const controls = view.querySelector('fieldset')!;
  const ending = view.querySelector('select')!;
  const [tick, rebuild] = view.querySelectorAll('input');
  const report = createReport(view, url);
  let runs = 0;
  let stop = (): void => {};

  function run(button: HTMLButtonElement): void {
    stop();
    const rebuilds = rebuild!.checked;
    report.begin(button, rebuilds);
    const judge = createJudge(rebuilds, (outcome) => {
      if (outcome !== 'onlyWaits') stop();
      report.end(outcome);
    });
    const listen = (source: EventSource): void => {
      const note = (event: Event): void => {
        report.add(event.type, source, event);
        judge.hear(event, source);
      };
      report.add('new EventSource', source);
      // #region listen
      source.onopen = note;
      source.onmessage = note;
      source.onerror = note;
      if (tick!.checked) source.addEventListener('tick', note);
      // #endregion listen
    };
    const query = `?ending=${ending.value}&run=${++runs}`;
    const open = rebuilds ? keepOpen : openOnce;
    const close = open(`${url}events${query}`, listen);
    stop = () => {
      judge.stop();
      close();
    };
  }

  for (const button of view.querySelectorAll('button'))
    button.onclick = () => run(button);
  controls.disabled = false;
  return () => {
    stop();
    controls.disabled = true;
  };
}

type Listen = (source: EventSource) => void;

function openOnce(address: string, listen: Listen): () => void {
  const source = new EventSource(address);
  listen(source);
  return () => source.close();
}
