// A deck in a class: the door through which a console leads it (src/deck/lead.ts) is the class's, too.
import type { Follow, Lead } from '../deck/lead.ts';
import { followClass } from './follow-class.ts';

/** @returns whom to tell of the reader's own moves: they end following. */
export async function followInDeck(code: string, chapter: string, follow: Follow): Promise<Lead> {
  const { ownMove } = await followClass(code, {
    chapter,
    go: (place) => follow.state(place),
    nameOf: ({ id }, page) =>
      page.querySelector(`[data-slide="${CSS.escape(id)}"] :is(h1, h2)`)?.textContent,
    addressOf: (slug) => `/${document.documentElement.lang}/slides/${slug}/`,
    here: (isHere) => follow.peer(isHere),
  });
  return { send: ownMove };
}
