// An article in a class: the section that the presenter speaks about comes into view, and has a bead.
// Who scrolls by themselves is on their own.
import type { Place } from '../classroom/room-view.ts';
import { followClass } from './follow-class.ts';
import { classOfTab } from './tab.ts';

/** CSS pixels that a heading may move, when fonts or pictures arrive, without anybody scrolling. */
const slack = 24;
const scrollKeys = new Set(['PageDown', 'PageUp', 'ArrowDown', 'ArrowUp', 'Home', 'End', ' ']);

/** Follows the class of this tab, if it has one. */
export async function followInArticle(chapter: string): Promise<void> {
  const code = classOfTab();
  if (!code) return;
  let shown: string | undefined;
  let marked: Element | undefined;
  const scroll = createScroll(() => ownMove());

  // Else the browser would bring back the place from which the page was left.
  history.scrollRestoration = 'manual';
  const { ownMove: leaveLive } = await followClass(code, {
    chapter,
    go({ section }) {
      if (section === shown) return;
      // The first time nobody has seen where the page was.
      scroll.to(headingOf(section), shown !== undefined);
      shown = section;
    },
    mark(place) {
      marked?.removeAttribute('aria-current');
      marked = place && headingOf(place.section);
      marked?.setAttribute('aria-current', 'location');
    },
    nameOf: ({ section }, page) => headingOf(section, page)?.textContent,
    addressOf: (slug) => `/${document.documentElement.lang}/${slug}/`,
    here: (isHere) => isHere || scroll.forget(),
  });
  function ownMove(): void {
    shown = undefined;
    scroll.forget();
    leaveLive();
  }
}

function headingOf(section: Place['section'], page: Document = document): Element | undefined {
  return page.getElementById(section || '_top') ?? undefined;
}

/** Scrolls to a heading, and tells when somebody else scrolls away from it. */
function createScroll(left: () => void) {
  let heading: Element | undefined;
  let top = 0;
  let isMoving = false;
  let settled: ReturnType<typeof setTimeout> | undefined;
  let isSmooth = false;
  const where = () => heading?.getBoundingClientRect().top ?? 0;

  function settle(): void {
    clearTimeout(settled);
    isMoving = false;
    // Something else may have moved the page meanwhile: a key's own smooth way, say.
    heading?.scrollIntoView({ behavior: 'instant', block: 'start' });
    top = where();
  }
  function to(target: Element | undefined, isSeen: boolean): void {
    if (!target) return;
    heading = target;
    isMoving = true;
    isSmooth = isSeen && !matchMedia('(prefers-reduced-motion: reduce)').matches;
    target.scrollIntoView({ behavior: isSmooth ? 'smooth' : 'instant', block: 'start' });
    settleSoon();
  }
  function settleSoon(): void {
    clearTimeout(settled);
    // A smooth way ends with `scrollend`; one that leads nowhere, with nothing.
    settled = setTimeout(settle, isSmooth ? 1500 : 100);
  }
  function forget(): void {
    heading = undefined;
  }

  addEventListener('scrollend', () => isMoving && isSmooth && settle());
  addEventListener('scroll', () => {
    // The way of a key that was pressed before may go on for a while.
    if (isMoving) settleSoon();
    const isWriting = !!document.querySelector('dialog[open]');
    if (heading && !isMoving && !isWriting && Math.abs(where() - top) > slack) left();
  });
  // Whoever takes hold of the page while it moves has left, too.
  for (const type of ['wheel', 'touchmove', 'hashchange'])
    addEventListener(type, () => isMoving && heading && left(), { passive: true });
  addEventListener('keydown', ({ key }) => isMoving && heading && scrollKeys.has(key) && left());
  // Turned or made wider, the page has other lines, and the same heading.
  addEventListener('resize', () => heading && to(heading, false));
  return { to, forget };
}
