import type { Card, Change } from './client-copy.ts';
import type { Shown } from './client-shown.ts';
import type { Say } from './client-words.ts';

/** Who did what to a card, and when. */
export function didTo(card: Card, isFresh: boolean, say: Say): string {
  if (!card.did) return '';
  const { by: name, was } = card;
  const before = card.did === 'moved' ? say(was!.column) : was?.text;
  const did = say(card.did, { name, was: before ?? '' });
  const { lang } = document.documentElement;
  const at = new Date(card.at).toLocaleTimeString(lang);
  return say(isFresh ? 'just-now' : 'earlier', { did, at });
}

/** What its reader has to know about a card, the gravest first. */
export function noteOn(card: Shown, say: Say): string {
  const { conflict, held, writers, isPending } = card;
  if (conflict) return wishOf(conflict, say);
  if (held && held.version < card.version)
    return say('held', { text: card.text });
  if (isPending) return say('pending');
  return writers.length
    ? say('writing', { names: writers.join(', ') })
    : '';
}

/** What somebody else did, for those who do not see it. */
export function newsOf(card: Card, say: Say): string {
  const { by: name, text, column, was } = card;
  const values = {
    name,
    text,
    was: was?.text ?? '',
    column: say(column),
  };
  return say(`news-${card.did}`, values);
}

/** Why a change was not made, and what it was. */
export function refusalOf(
  code: string,
  change: Change,
  say: Say,
): string {
  const why = say(`no-${code}`) || say('no-other');
  return `${why} ${wishOf(change, say)}`;
}

function wishOf({ method, wish, saw }: Change, say: Say): string {
  const { text, column } = { ...saw, ...wish };
  const what =
    method === 'PUT' && wish.text === undefined ? 'MOVE' : method;
  return say(`wish-${what.toLowerCase()}`, {
    text,
    column: say(column),
  });
}
