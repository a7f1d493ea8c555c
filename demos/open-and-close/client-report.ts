import type { Outcome } from './client-judge.ts';
import { put, row, secondsSince } from './client-table.ts';

type Heard = Partial<MessageEvent<string>>;

const states = ['0 CONNECTING', '1 OPEN', '2 CLOSED'];

/** Writes down what happens, and keeps the score. */
export function createReport(view: HTMLElement, url: string) {
  const ending = view.querySelector('select')!;
  const verdict = view.querySelector('output')!;
  const [timeline, score] = view.querySelectorAll('tbody');
  const { rebuilt, running, right, wrong } = verdict.dataset;
  let began = 0;
  let name = '';
  let prediction: HTMLButtonElement;

  for (const { text } of ending.options)
    put(score!, row([text, '', '']));
  const alone = view.querySelector<HTMLElement>('[data-alone]')!;
  alone.hidden = new URL(url).origin !== location.origin;

  return {
    begin(button: HTMLButtonElement, rebuilds: boolean): void {
      prediction = button;
      name = ending.selectedOptions[0]!.text;
      if (rebuilds) name += ` ${rebuilt}`;
      began = performance.now();
      timeline!.replaceChildren();
      verdict.value = running!;
    },
    add(what: string, source: EventSource, event?: Event): void {
      const time = secondsSince(began);
      const state = states[source.readyState];
      const { data, lastEventId } = (event ?? {}) as Heard;
      timeline!.append(row([time, what, state, data, lastEventId]));
      if (timeline!.rows.length > 40) timeline!.deleteRow(0);
    },
    end(outcome: Outcome): void {
      const isRight = prediction.value === outcome;
      const button = view.querySelector(`[value=${outcome}]`)!;
      const happened = button.textContent;
      verdict.value = `${isRight ? right : wrong} ${happened}.`;
      const said = `${isRight ? '✓' : '✗'} ${prediction.textContent}`;
      const made = row([name, said, happened]);
      made.className = isRight ? 'right' : 'wrong';
      put(score!, made);
    },
  };
}
