// Who follows, how they find the pace, what they clap for.
import { reactionKinds, type DeskView, type RoomView } from '../../classroom/room-view.ts';
import { fill } from '../../i18n/fill.ts';
import { setText } from '../../deck/console-words.ts';
import { reactionSigns } from '../bar-markup.ts';
import { element, type DeskWords, type Parts } from './parts.ts';

export function showDeskNumbers(part: Parts, words: DeskWords, { audience, pace }: DeskView): void {
  const { here, detached, behind } = audience;
  const people = [
    fill(words.here, { count: here }),
    ...(detached > 0 ? [fill(words.detached, { count: detached })] : []),
    ...(behind > 0 ? [fill(words.behind, { count: behind })] : []),
  ];
  setText(part('audience'), people.join(' · '));
  const paces = [
    ...(pace.fast > 0 ? [fill(words.tooFast, { count: pace.fast })] : []),
    ...(pace.slow > 0 ? [fill(words.tooSlow, { count: pace.slow })] : []),
  ];
  setText(part('class-pace'), paces.join(' · '));
  part('class-pace').hidden = paces.length === 0;
}

export function showReactions(part: Parts, words: DeskWords, { reactions }: RoomView): void {
  const given = reactionKinds.filter((kind) => reactions[kind] > 0);
  part('reactions').hidden = given.length === 0;
  part('reactions').replaceChildren(
    ...given.map((kind) => {
      const item = element('li', `${reactionSigns[kind]} ${reactions[kind]}`);
      item.setAttribute('aria-label', `${words.reactions[kind]}: ${reactions[kind]}`);
      return item;
    }),
  );
}
