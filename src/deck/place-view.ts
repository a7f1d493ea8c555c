// Where the talk is: the slide on the screen, the one to come, notes, and the list of all slides.
import { fill } from '../i18n/fill.ts';
import { part, type ConsoleWords } from './console-words.ts';
import { createJumpList } from './jump-list.ts';
import { createNotes } from './notes.ts';
import type { Walk } from './position.ts';
import type { Slide } from './slides.ts';
import { showStep } from './steps.ts';

export function createPlaceView(words: ConsoleWords, walk: Walk<Slide>) {
  const { slides } = walk;
  const notes = createNotes(document);
  const jumps = createJumpList(part('jump'), slides, words.open, ({ id }) =>
    walk.go({ id, step: 0 }, 'jump'),
  );

  function placeWords(): string[] {
    const { index, step, slide } = walk;
    const count = fill(words.count, { n: index + 1, total: slides.length });
    return slide.steps ? [count, fill(words.step, { n: step, total: slide.steps })] : [count];
  }

  return (): void => {
    const { index, step, slide } = walk;
    slides.forEach(({ element }, at) => {
      element.toggleAttribute('data-current', at === index);
      element.toggleAttribute('data-next', at === index + 1);
      showStep(element, at === index ? step : 0);
    });
    part('place').replaceChildren(...placeWords().map(inSpan));
    part('end').hidden = index + 1 < slides.length;
    part('do=previous').ariaDisabled = String(walk.isFirst);
    part('do=next').ariaDisabled = String(walk.isLast);
    notes(slide.id, step);
    jumps(index);
  };
}

function inSpan(text: string): HTMLElement {
  const span = document.createElement('span');
  span.textContent = text;
  return span;
}
