import type { Card, Change } from './client-copy.ts';
import type { Known } from './client-known.ts';

/** A card as one reader sees it, and what they have to know. */
export type Shown = Card & {
  isPending: boolean;
  /** Own change that met another: the reader has to decide. */
  conflict: Change | undefined;
  /** As it was when this reader put the cursor in it. */
  held: Card | undefined;
  /** Others who have the cursor in it. */
  writers: string[];
};

/** What a reader sees: the server's cards, own wishes over them. */
export function shownCards(known: Known): Shown[] {
  const { copy, conflicts, held, readers, me } = known;
  const cards = new Map([...held, ...copy.cards]);
  const pending = new Set<string>();
  for (const [id, { did }] of cards)
    if (did === 'dismissed') cards.delete(id);
  // #region hope
  for (const { id, saw, wish } of copy.pending.values()) {
    const key = saw.id ?? id;
    cards.set(key, {
      ...blank,
      ...saw,
      ...cards.get(key),
      ...wish,
      id: key,
    });
    pending.add(key);
  }
  // #endregion hope
  return [...cards.values()].map((card) => ({
    ...card,
    isPending: pending.has(card.id),
    conflict: conflicts.get(card.id),
    held: held.get(card.id),
    writers: readers
      .filter(({ on, name }) => on === card.id && name !== me)
      .map(({ name }) => name),
  }));
}

/** A new card, before the server has said anything of it. */
const blank = { version: 0, by: '', did: '', at: '', change: '' };
