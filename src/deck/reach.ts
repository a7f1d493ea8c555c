// What can be reached by Tab, touch and screen reader: the current slide; in the overview the names
// and buttons of all slides; nothing behind the black screen.
import type { Walk } from './position.ts';
import type { Slide } from './slides.ts';

export function limitReach(
  { slides, slide }: Walk<Slide>,
  { overview, black, around }: { overview: boolean; black: boolean; around: HTMLElement[] },
): void {
  for (const element of around) element.inert = black;
  for (const { element } of slides) {
    element.inert = !overview && element !== slide.element;
    for (const part of element.querySelectorAll<HTMLElement>(
      ':scope > :is(.slide-body, .slide-foot)',
    ))
      part.inert = overview;
  }
}
