import { columnAfter } from './client-card.ts';
import type { Changes } from './client-changes.ts';
import { newId, type Card } from './client-copy.ts';
import type { Change, Copy } from './client-copy.ts';

export type Hands = {
  copy: Copy;
  changes: Changes;
  draw: () => void;
  signal: AbortSignal;
};

/** What the buttons of a card do. */
export function answerButtons(lane: HTMLElement, hands: Hands): void {
  const { copy, changes, draw, signal } = hands;
  type Made = Pick<Change, 'method' | 'saw' | 'wish'>;
  const make = (change: Made) =>
    void changes.make({ id: newId(), ...change });

  /** The card stays known: what is older must not bring it back. */
  function dismiss(card: Card): void {
    copy.cards.set(card.id, { ...card, did: 'dismissed' });
    draw();
  }

  function press(does: string, saw: Card): void {
    const { id, text, column, was } = saw;
    const next = { column: columnAfter(saw) };
    if (does === 'next') make({ method: 'PUT', saw, wish: next });
    if (does === 'undo') make({ method: 'PUT', saw, wish: { ...was } });
    if (does === 'remove')
      make({ method: 'DELETE', saw, wish: { text, column } });
    if (does === 'mine') changes.decide(id, true);
    if (does === 'theirs') changes.decide(id, false);
    if (does === 'back' || does === 'dismiss') dismiss(saw);
    if (does === 'back')
      make({ method: 'POST', saw: { text, column }, wish: {} });
  }

  function click({ target }: Event): void {
    const button = (target as Element).closest<HTMLElement>(
      '[data-do]',
    );
    const item = button?.closest<HTMLElement>('[data-card]');
    const card = copy.cards.get(item?.dataset['card'] ?? '');
    if (!card || item?.ariaBusy === 'true') return;
    press(button?.dataset['do'] ?? '', card);
  }

  function submit(event: Event): void {
    event.preventDefault();
    const field = lane.querySelector<HTMLInputElement>('form input')!;
    const text = field.value.trim();
    if (text)
      make({ method: 'POST', saw: { text, column: 'todo' }, wish: {} });
    field.value = '';
  }
  lane.addEventListener('click', click, { signal });
  lane.addEventListener('submit', submit, { signal });
}
