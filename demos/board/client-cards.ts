import { fillCard } from './client-card.ts';
import type { Shown } from './client-shown.ts';
import type { Say } from './client-words.ts';

/** The cards of one reader, in their columns. */
export function createCards(lane: HTMLElement, say: Say) {
  const items = new Map<string, HTMLElement>();
  const template = lane
    .closest('fieldset')!
    .querySelector<HTMLTemplateElement>('template')!;

  for (const list of lane.querySelectorAll('[data-column]'))
    list.replaceChildren();

  function create(id: string): HTMLElement {
    const card = template.content.firstElementChild as HTMLElement;
    const item = card.cloneNode(true) as HTMLElement;
    item.dataset['card'] = id;
    items.set(id, item);
    return item;
  }

  function place(item: HTMLElement, column: string): void {
    const list = lane.querySelector(`[data-column="${column}"]`);
    if (item.parentElement !== list) list?.append(item);
  }

  /** A card that moves, or goes, must not take the focus along. */
  function keepFocus(had: HTMLElement): void {
    const item = had.closest<HTMLElement>('[data-card]');
    const sibling = item?.querySelector<HTMLElement>(
      'button:not([hidden])',
    );
    const all = [
      had,
      sibling,
      lane.querySelector<HTMLElement>('form input'),
    ];
    all.find((one) => one?.isConnected && !one.hidden)?.focus();
  }

  function draw(cards: Shown[]): void {
    const focused = document.activeElement as HTMLElement;
    const isHere = lane.contains(focused);
    for (const card of cards) {
      const item = items.get(card.id) ?? create(card.id);
      fillCard(item, card, say);
      if (!card.held) place(item, card.column);
    }
    const shown = new Set(cards.map(({ id }) => id));
    for (const [id, item] of items) {
      if (shown.has(id)) continue;
      items.delete(id);
      item.remove();
    }
    if (isHere) keepFocus(focused);
  }

  return { draw, item: (id: string) => items.get(id) };
}
