// A deck in a class: the door through which a console leads it (src/deck/lead.ts) is the class's, too.
import { readCode } from '../classroom/code.ts';
import type { Follow, Lead } from '../deck/lead.ts';
import { followClass } from './follow-class.ts';
import { loadWords } from './words.ts';
import { keepSlides, shareSlides } from './shared-slide.ts';

/** @returns whom to tell of the reader's own moves: they end following. */
export async function followInDeck(typed: string, chapter: string, follow: Follow): Promise<Lead> {
  const code = readCode(typed) ?? typed;
  const words = await loadWords();
  const { ownMove } = await followClass(code, {
    chapter,
    go(place, view) {
      // Before: a demo on the slide begins with it.
      shareSlides(view, words);
      follow.state(place);
    },
    nameOf: ({ id }, page) =>
      page.querySelector(`[data-slide="${CSS.escape(id)}"] :is(h1, h2)`)?.textContent,
    addressOf: (slug) => `/${document.documentElement.lang}/slides/${slug}/`,
    here: (isHere) => follow.peer(isHere),
    left: keepSlides,
  });
  return { send: ownMove };
}
