// The slides as the page brings them.
import type { Countable } from './position.ts';

export type Slide = Countable & { title: string; element: HTMLElement; heading: HTMLElement };

/** Reads the slides of a deck, in their order. @throws when a slide has no heading. */
export function readSlides(root: ParentNode): Slide[] {
  return [...root.querySelectorAll<HTMLElement>('.slide')].map((element) => {
    const id = element.dataset['slide'] ?? '';
    const heading = element.querySelector<HTMLElement>('h1, h2');
    if (!heading) throw new Error(`Slide "${id}" has no heading: its name could not be announced.`);
    return {
      id,
      steps: Number(element.dataset['steps'] ?? 0),
      title: heading.textContent?.trim() ?? '',
      element,
      heading,
    };
  });
}
