// Moving through the stream: a slider over all places, and strides of a byte, a line, an event.
import { glyphOf, hexOf, button, make } from './show.ts';
import type { Shown } from './stepper.ts';
import { stride, type Stride, type Trace } from './trace.ts';
import { fill, type Strings } from './words.ts';

type Actions = { onGo: (at: number) => void; onCut: () => void };

export function createMoves(id: string, words: Strings, { onGo, onCut }: Actions) {
  let shown: Shown | undefined;
  const slider = make('input', 'stepper-slider', '', {
    type: 'range',
    min: '0',
    id: `${id}-position`,
    'aria-describedby': `${id}-keys`,
  });
  const place = make('output', 'stepper-place', '', { for: slider.id });
  const move = (by: Stride, direction: 1 | -1) => {
    if (shown) onGo(stride(shown.trace, shown.at, by, direction));
  };

  slider.oninput = () => onGo(slider.valueAsNumber);
  slider.onkeydown = (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const direction = { PageUp: -1, PageDown: 1 }[event.key] as 1 | -1 | undefined;
    if (direction) move(event.shiftKey ? 'event' : 'line', direction);
    else if (event.key.toLowerCase() === 'c') onCut();
    else return;
    event.preventDefault();
  };

  const backward = (['event', 'line', 'byte'] as const).map((by) =>
    moveButton(`← ${words.short[by]}`, words.back[by], () => move(by, -1)),
  );
  const forward = (['byte', 'line', 'event'] as const).map((by) =>
    moveButton(`${words.short[by]} →`, words.forward[by], () => move(by, 1)),
  );

  return {
    element: make('div', 'stepper-moves', [
      make('p', 'stepper-where', [
        make('label', 'stepper-label', words.position, { for: slider.id }),
        place,
      ]),
      slider,
      make('div', 'stepper-buttons', [...backward, ...forward]),
      make('p', 'stepper-hint', words.keys, { id: `${id}-keys` }),
    ]),
    show(now: Shown) {
      shown = now;
      const { trace, at } = now;
      slider.max = String(trace.moments.length - 1);
      slider.value = String(at);
      place.value = sayPlace(trace, at, words);
      slider.setAttribute('aria-valuetext', place.value);
      for (const one of backward) one.disabled = at === 0;
      for (const one of forward) one.disabled = at === trace.moments.length - 1;
    },
  };
}

function moveButton(text: string, name: string, onPress: () => void): HTMLButtonElement {
  const made = button(text, 'stepper-move', onPress);
  made.setAttribute('aria-label', name);
  return made;
}

function sayPlace({ bytes }: Trace, at: number, words: Strings): string {
  if (at === 0) return words.atStart;
  if (at > bytes.length) return words.atEnd;
  const byte = bytes[at - 1]!;
  const where = fill(words.place, { n: at, count: bytes.length });
  return `${where}: ${hexOf(byte)} ${glyphOf(byte)}`;
}
