// What the parser knows at a place: the last step in words, the line, the buffers, the events.
import type { Buffers, ParserStep, StreamEvent } from '../../sse/parse.ts';
import { make, visible } from './show.ts';
import type { Shown } from './stepper.ts';
import { decodeLine, isHalfCharacter, isSecondHalf, type Moment } from './trace.ts';
import { fill, type Strings } from './words.ts';

/** Milliseconds of rest before a step is read out: scrubbing must not be a flood of words. */
const rest = 500;

export function createStatePanel(words: Strings) {
  const said = make('p', 'step-words');
  const announced = make('p', 'sr-only', '', { role: 'status' });
  const rows = createRows(words);
  const list = make('ol', 'stepper-events');
  let timer: ReturnType<typeof setTimeout> | undefined;

  function announce(text: string): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (announced.textContent !== text) announced.textContent = text;
    }, rest);
  }

  return {
    element: make('div', 'stepper-state', [
      said,
      announced,
      make('div', 'stepper-panes', [
        make(
          'dl',
          'stepper-buffers',
          Object.values(rows).flatMap(({ parts }) => parts),
        ),
        make('div', 'stepper-dispatched', [make('p', 'stepper-label', words.dispatched), list]),
      ]),
    ]),
    show(shown: Shown) {
      const text = wordsFor(shown, words);
      said.textContent = text;
      announce(text);
      showRows(rows, shown, words);
      list.replaceChildren(...eventItems(shown, words));
    },
  };
}

type RowName = 'line' | 'field' | keyof Buffers;
type Row = { name: HTMLElement; value: HTMLElement; parts: HTMLElement[] };
type Rows = Record<RowName, Row>;

function createRows(words: Strings): Rows {
  const row = (text: string): Row => {
    const name = make('dt', '', text);
    const value = make('dd');
    return { name, value, parts: [name, value] };
  };
  return {
    line: row(words.line),
    field: row(words.field),
    data: row(words.buffers.data),
    type: row(words.buffers.type),
    idBuffer: row(words.buffers.idBuffer),
    lastEventId: row(words.buffers.lastEventId),
    reconnectionTime: row(words.buffers.reconnectionTime),
  };
}

function showRows(rows: Rows, shown: Shown, words: Strings): void {
  const { trace, at } = shown;
  const { steps, buffers } = trace.moments[at]!;
  const before = trace.moments[at - 1]?.buffers ?? buffers;
  const read = lineOf(steps[0]);
  rows.line.name.textContent = read === undefined ? words.line : words.lineRead;
  put(rows.line, read ?? decodeLine(lineSoFar(shown)), words.empty);
  showField(rows.field, steps[0], words);
  for (const name of ['data', 'type', 'idBuffer', 'lastEventId'] as const) {
    put(rows[name], buffers[name], words.empty);
    mark(rows[name], buffers[name] !== before[name]);
  }
  const { reconnectionTime: time } = buffers;
  put(rows.reconnectionTime, time === undefined ? '' : `${time} ms`, words.default);
  mark(rows.reconnectionTime, time !== before.reconnectionTime);
}

function put({ value }: Row, text: string, empty: string): void {
  value.replaceChildren(...visible(text || empty));
  value.classList.toggle('nothing', text === '');
}

const mark = ({ value }: Row, changed: boolean) => value.classList.toggle('changed', changed);

function showField({ value }: Row, step: ParserStep | undefined, words: Strings): void {
  const isField = step?.kind === 'field';
  value.classList.toggle('nothing', !isField);
  value.classList.toggle('ignored', isField && step.ignored !== undefined);
  if (!isField) return void (value.textContent = words.noField);
  const part = (name: string, text: string) => [
    make('span', 'field-part', `${name} `),
    make('span', 'field-text', text === '' ? words.empty : visible(text)),
  ];
  value.replaceChildren(...part(words.name, step.name), ' ', ...part(words.value, step.value));
}

/** The line that a step is about: only a whole line makes the parser do something. */
function lineOf(step: ParserStep | undefined): string | undefined {
  if (!step || step.kind === 'bom') return undefined;
  return 'line' in step ? step.line : '';
}

function lineSoFar({ trace, at }: Shown): Uint8Array {
  return trace.bytes.subarray(trace.moments[at]!.lineStart, at);
}

function wordsFor(shown: Shown, words: Strings): string {
  const { trace, at } = shown;
  const { steps } = words;
  const moment = trace.moments[at]!;
  if (at === 0) return steps.start;
  if (moment.steps[0]) return stepWords(moment, moment.steps[0], words);
  if (at > trace.bytes.length) return steps.end;
  if (isSecondHalf(trace.bytes, at - 1)) return steps.crlf;
  return isHalfCharacter(lineSoFar(shown)) ? steps.half : steps.within;
}

function stepWords({ events }: Moment, step: ParserStep, { steps }: Strings): string {
  if (step.kind === 'dispatch') return fill(steps.dispatch, { n: events });
  if (step.kind !== 'field') return steps[step.kind];
  if (step.ignored) return steps[step.ignored];
  return fill(steps[step.name as 'data' | 'event' | 'id' | 'retry'], {
    value: Number(step.value),
  });
}

function eventItems({ trace, at }: Shown, words: Strings): HTMLElement[] {
  const { events, steps } = trace.moments[at]!;
  if (events === 0) return [make('li', 'nothing', words.none)];
  const isNew = steps.some(({ kind }) => kind === 'dispatch');
  return trace.events
    .slice(0, events)
    .map((event, index) => eventItem(event, isNew && index === events - 1 ? 'new' : ''));
}

/** An event, by the names that a page knows. */
export function eventItem(event: StreamEvent, className = ''): HTMLLIElement {
  const parts = (['type', 'data', 'lastEventId'] as const).flatMap((name) => [
    make('span', 'event-key', name),
    make('span', 'event-value', event[name] === '' ? '""' : visible(event[name])),
  ]);
  return make('li', `stepper-event ${className}`.trim(), parts);
}
