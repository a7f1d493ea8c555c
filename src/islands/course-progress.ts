// <course-progress>: shows in a list of chapters what is done and where the reader stopped, and the
// way on. All words and links are in the page already, in its language.
import { followProgress, keptText, loadProgress } from './progress/kept.ts';
import { showFault } from './progress/show-fault.ts';
import { wayOn } from './progress/record.ts';

/** Chapters in their order, from src/components/CourseSections.astro. */
type Chapters = Record<string, { title: string; sections: Record<string, string> }>;
type Stop = { chapter: string; section: string | undefined };

class CourseProgress extends HTMLElement {
  #connection = new AbortController();

  connectedCallback(): void {
    this.#connection = new AbortController();
    followProgress(() => this.#show(), this.#connection.signal);
    this.#show();
  }

  disconnectedCallback(): void {
    this.#connection.abort();
  }

  #show(): void {
    const { progress, fault } = loadProgress();
    const chapters = readChapters();
    document.documentElement.toggleAttribute('data-begun', keptText() !== '');
    for (const item of this.querySelectorAll<HTMLElement>('[data-chapter]')) {
      const chapter = item.dataset['chapter']!;
      const stop = { chapter, section: progress.places[chapter]?.section };
      showState(item, chapter in progress.done, stop, chapters);
    }
    this.#showWayOn(wayOn(progress, Object.keys(chapters)), chapters);
    showFault(this, fault);
  }

  #showWayOn(stop: Stop | undefined, chapters: Chapters): void {
    for (const link of this.querySelectorAll<HTMLAnchorElement>('[data-way-on]')) {
      link.hidden = !stop || !lead(link, stop, chapters);
      const otherwise = link.parentElement?.querySelector<HTMLElement>('[data-no-way-on]');
      if (otherwise) otherwise.hidden = !link.hidden;
    }
  }
}

function readChapters(): Chapters {
  return JSON.parse(document.getElementById('course-sections')?.textContent ?? '{}') as Chapters;
}

function showState(item: HTMLElement, done: boolean, stop: Stop, chapters: Chapters): void {
  item.toggleAttribute('data-done', done);
  const link = item.querySelector<HTMLAnchorElement>('[data-stopped]');
  const begun = !done && !!link && stop.section !== undefined && lead(link, stop, chapters);
  const states = { '[data-when-done]': done, '[data-when-begun]': begun };
  for (const [selector, shown] of Object.entries(states))
    for (const word of item.querySelectorAll<HTMLElement>(selector)) word.hidden = !shown;
  const fresh = item.querySelector<HTMLElement>('[data-when-not-begun]');
  if (fresh) fresh.hidden = done || begun;
}

/**
 * Makes a link lead to a place. A section that a later edition of the text no longer has is left out.
 * @returns whether it leads elsewhere than where the reader is already
 */
function lead(link: HTMLAnchorElement, { chapter, section = '' }: Stop, chapters: Chapters) {
  const { title, sections } = chapters[chapter]!;
  const url = `/${document.documentElement.lang}/${chapter}/`;
  const name = Object.hasOwn(sections, section) ? sections[section] : undefined;
  link.href = name === undefined ? url : `${url}#${section}`;
  const [chapterName, sectionName] = ['chapter', 'section'].map((part) =>
    link.querySelector(`[data-name=${part}]`),
  );
  if (chapterName) chapterName.textContent = title;
  if (sectionName) sectionName.textContent = name ?? (chapterName ? '' : title);
  const samePage = link.pathname === location.pathname;
  return !samePage || (name !== undefined && link.hash !== location.hash);
}

customElements.define('course-progress', CourseProgress);
