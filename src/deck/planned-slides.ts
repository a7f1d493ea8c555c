// What the console's page says of the time: sections, and the minutes that notes ask for.
import type { Planned } from './pace.ts';
import type { Slide } from './slides.ts';

/** A slide named after the chapter opens a section; those named after that section belong to it. */
export function readPlan(slides: readonly Slide[], notes: ParentNode): Planned[] {
  const chapter = slides[0]!.title;
  let section = '';
  return slides.map(({ id, element }) => {
    if (element.querySelector('.slide-part')?.textContent?.trim() === chapter)
      section = element.dataset['section'] ?? id;
    const own = notes.querySelector<HTMLElement>(
      `.slide-notes[data-notes-for="${CSS.escape(id)}"]`,
    );
    return { section, minutes: Number(own?.dataset['minutes'] ?? 0) };
  });
}
