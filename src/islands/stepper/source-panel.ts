// Where the stream comes from: a preset, or what the reader writes.
import { readWritten } from './escapes.ts';
import { make } from './show.ts';
import { fill, type Strings } from './words.ts';

/** What the composer demo takes too. */
const mostBytes = 2048;

type OnStream = (written: string, bytes: Uint8Array, isFirst: boolean) => void;

export function createSourcePanel(id: string, words: Strings, onStream: OnStream) {
  const presets = Object.entries(words.presets);
  const choice = make(
    'select',
    '',
    [
      make('option', '', words.own, { value: '' }),
      ...presets.map(([key, { name }]) => make('option', '', name, { value: key })),
    ],
    { id: `${id}-preset` },
  );
  const field = make('textarea', 'stepper-stream', '', {
    id: `${id}-stream`,
    rows: '3',
    spellcheck: 'false',
    autocapitalize: 'off',
    autocomplete: 'off',
    'aria-describedby': `${id}-hint ${id}-fault`,
  });
  const lesson = make('p', 'stepper-lesson');
  const fault = make('p', 'stepper-fault', '', { id: `${id}-fault`, role: 'alert' });

  function read(isFirst: boolean): void {
    const result = readWritten(field.value);
    const said = faultOf(result, words);
    fault.textContent = said;
    field.toggleAttribute('aria-invalid', said !== '');
    if (said === '' && 'bytes' in result) onStream(field.value, result.bytes, isFirst);
    const preset = presets.find(([, { stream }]) => stream === field.value);
    choice.value = preset?.[0] ?? '';
    lesson.textContent = preset?.[1].lesson ?? '';
  }

  field.oninput = () => read(false);
  choice.onchange = () => {
    field.value = presets.find(([key]) => key === choice.value)?.[1].stream ?? '';
    read(false);
    if (choice.value === '') field.focus();
  };

  const label = (text: string, control: HTMLElement) =>
    make('label', 'stepper-label', text, { for: control.id });
  return {
    element: make('div', 'stepper-source', [
      make('p', 'stepper-preset', [label(words.preset, choice), choice]),
      lesson,
      label(words.stream, field),
      field,
      make('p', 'stepper-hint', words.streamHint, { id: `${id}-hint` }),
      fault,
    ]),
    /** Begins with a stream that is already somewhere: place and cuts stay. */
    load(written: string) {
      field.value = written;
      read(true);
    },
  };
}

function faultOf(result: ReturnType<typeof readWritten>, words: Strings): string {
  if ('wrong' in result) return fill(words.badEscape, { escape: result.wrong });
  const count = result.bytes.length;
  return count > mostBytes ? fill(words.tooLong, { count }) : '';
}
