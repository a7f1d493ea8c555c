export type Wish = { text: string; column: string };
export type Card = Wish & {
  id: string;
  version: number;
  by: string;
  did: string;
  at: string;
  change: string;
  was?: Wish;
};
/** A change on its way: what its author saw, and wishes now. */
export type Change = {
  id: string;
  method: 'POST' | 'PUT' | 'DELETE';
  saw: Wish & Partial<Card>;
  wish: Partial<Wish>;
};
/** An id by which an author knows their own change again. */
export const newId = () => Math.random().toString(36).slice(2, 10);

export type Copy = ReturnType<typeof createCopy>;

/** What a reader knows: the server's cards, and their own hopes. */
export function createCopy() {
  const cards = new Map<string, Card>();
  const pending = new Map<string, Change>();
  let since = 0;

  // #region apply
  /** Takes a card, by event or by answer, in any order. */
  function apply(card: Card): boolean {
    pending.delete(card.change);
    const known = cards.get(card.id)?.version ?? since;
    if (card.version <= known) return false;
    if (card.did === 'moved') cards.delete(card.id);
    cards.set(card.id, card);
    return true;
  }
  // #endregion apply

  // #region restart
  /** Takes the whole board, and says what is new in it. */
  function restart(all: Card[], number: number): Card[] {
    const news = all.filter((card) => {
      pending.delete(card.change);
      return cards.get(card.id)?.version !== card.version;
    });
    cards.clear();
    for (const card of all) cards.set(card.id, card);
    since = number;
    return news;
  }
  // #endregion restart

  return { cards, pending, apply, restart };
}
