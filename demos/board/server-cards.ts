import { randomUUID } from 'node:crypto';
import { publish } from './server-publish.ts';
import { refuse } from './server-refusals.ts';
import type { Ask, Author, Wish } from './server-requests.ts';

type Draft = Wish & Author & { id: string; did: string; was?: Wish };
type Card = Draft & { version: number; at: string };

export const cards = new Map<string, Card>();
let number = 0;
export const numberOfLastChange = () => number;

export function add({ wish, author }: Pick<Ask, 'wish' | 'author'>) {
  if (cards.size >= 30) refuse('full');
  const id = randomUUID().slice(0, 8);
  return keep({ id, ...wish, ...author, did: 'added' });
}

export function change({ id, seen, wish, author }: Ask) {
  const { text, column } = find(id, seen);
  const did = wish.column === column ? 'rewrote' : 'moved';
  const was = { text, column };
  return keep({ id, ...wish, ...author, did, was });
}

export function remove({ id, seen, author }: Ask) {
  const { text, column } = find(id, seen);
  const did = 'deleted';
  const card = stamp({ id, text, column, ...author, did });
  cards.delete(id);
  publish('gone', card, card.version);
  return card;
}

// #region find
function find(id: string, seen: string | undefined): Card {
  const card = cards.get(id) ?? refuse('card');
  if (!seen) refuse('version');
  if (seen !== `"${card.version}"`) refuse('changed', card);
  return card;
}
// #endregion find

// #region keep
function keep(draft: Draft): Card {
  const card = stamp(draft);
  // A card that was moved is the last of its column.
  if (card.did === 'moved') cards.delete(card.id);
  cards.set(card.id, card);
  publish('card', card, card.version);
  return card;
}
// #endregion keep

function stamp(draft: Draft): Card {
  const at = new Date().toISOString();
  return { ...draft, version: ++number, at };
}
