import type { Hands } from './client-buttons.ts';
import { newId, type Card } from './client-copy.ts';

type Cursor = Hands & {
  held: Map<string, Card>;
  /** Tells the others which card it is; '' is none. */
  tell: (card: string) => void;
};

/** Follows the cursor: a card is held while somebody writes in it. */
export function followCursor(lane: HTMLElement, cursor: Cursor): void {
  const { copy, changes, held, draw, tell, signal } = cursor;

  // #region take
  function take({ target }: Event): void {
    const { field, id } = cardAt(target);
    const card = copy.cards.get(id);
    if (!card || !field || field.readOnly || held.has(id)) return;
    held.set(id, card);
    tell(id);
  }
  // #endregion take

  // #region leave
  function leave({ target }: Event): void {
    const { field, id } = cardAt(target);
    const saw = held.get(id);
    if (!saw || !field) return;
    held.delete(id);
    tell('');
    const wish = { text: field.value.trim() };
    if (!wish.text || wish.text === saw.text) return draw();
    void changes.make({ id: newId(), method: 'PUT', saw, wish });
  }
  // #endregion leave

  function key(event: KeyboardEvent): void {
    const { field, id, item } = cardAt(event.target);
    if (!field || !['Enter', 'Escape'].includes(event.key)) return;
    event.preventDefault();
    const saw = held.get(id);
    if (event.key === 'Escape' && saw) field.value = saw.text;
    item?.querySelector<HTMLElement>('button:not([hidden])')?.focus();
  }

  lane.addEventListener('focusin', take, { signal });
  lane.addEventListener('input', take, { signal });
  lane.addEventListener('focusout', leave, { signal });
  lane.addEventListener('keydown', key, { signal });
}

function cardAt(target: EventTarget | null) {
  const field =
    target instanceof HTMLTextAreaElement ? target : undefined;
  const item = field?.closest<HTMLElement>('[data-card]');
  return { field, item, id: item?.dataset['card'] ?? '' };
}
