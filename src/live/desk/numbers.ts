// Who follows, how the pace suits them, how they react to this slide.
import { reactionKinds, type DeskView, type RoomView } from '../../classroom/room-view.ts';
import { fill } from '../../i18n/fill.ts';
import { reactionSigns } from '../bar-markup.ts';
import { part, setText } from '../../deck/console-words.ts';
import type { DeskWords } from './words.ts';

export function showAudience(words: DeskWords, { audience, pace, devices }: DeskView): void {
  const { here, detached, behind } = audience;
  setText(part('class-here'), fill(words.here, { count: here }));
  setText(part('class-others'), counted(words, { detached, behind }));
  setText(part('class-tempo'), counted(words, pace));
  part('class-driver').hidden = devices < 2;
}

/** Only what there is: no news is no text. */
function counted(words: DeskWords, counts: Record<string, number>): string {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => fill(words[name as keyof DeskWords], { count }))
    .join(' · ');
}

export function showReactions(words: DeskWords, { reactions }: RoomView): void {
  const kinds = reactionKinds.filter((kind) => reactions[kind] > 0);
  const place = part('class-reactions');
  setText(place, kinds.map((kind) => `${reactionSigns[kind]} ${reactions[kind]}`).join('  '));
  place.title = kinds.map((kind) => `${words[kind]}: ${reactions[kind]}`).join(', ');
}
