import type { Shown } from './client-shown.ts';
import { didTo, noteOn } from './client-sentences.ts';
import type { Say } from './client-words.ts';

const buttons = {
  plain: ['next', 'remove', 'undo'],
  gone: ['back', 'dismiss'],
  conflict: ['mine', 'theirs'],
};

/** Writes into a card's element what is to be seen of it. */
export function fillCard(
  item: HTMLElement,
  card: Shown,
  say: Say,
): void {
  const field = item.querySelector('textarea')!;
  // #region hold
  // What is under a cursor belongs to whoever is writing there.
  if (!card.held) field.value = card.text;
  // #endregion hold
  const isGone = card.did === 'deleted';
  const mode = card.conflict ? 'conflict' : isGone ? 'gone' : 'plain';
  field.readOnly = card.isPending || mode !== 'plain';
  item.dataset['mode'] = mode;
  item.ariaBusy = String(card.isPending);
  item.querySelector('.note')!.textContent = noteOn(card, say);
  const isFresh = item.classList.contains('fresh');
  item.querySelector('.did')!.textContent = didTo(card, isFresh, say);
  for (const button of item.querySelectorAll('button')) {
    const does = button.dataset['do'] ?? '';
    const hasUndo = card.was !== undefined;
    button.hidden =
      !buttons[mode].includes(does) || (does === 'undo' && !hasUndo);
    const column = say(columnAfter(card));
    if (does === 'next') button.textContent = say('next', { column });
    button.ariaLabel = `${button.textContent}: ${card.text}`;
  }
}

const columns = ['todo', 'doing', 'done'];

/** The column that comes next; after the last, the first. */
export function columnAfter({ column }: { column: string }): string {
  return columns[(columns.indexOf(column) + 1) % columns.length]!;
}
