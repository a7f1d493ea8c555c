// The poll of the slide: opened and closed here, with the votes as they come.
import type { PollView, RoomView } from '../../classroom/room-view.ts';
import { fill } from '../../i18n/fill.ts';
import { act } from '../act.ts';
import { element, sentenceFor, type DeskWords, type Parts } from './parts.ts';

export type PollPanel = {
  /** Another slide is on the screen, or none of this class. */
  slide(slide: HTMLElement): void;
  room(view: RoomView): void;
};

export function createPollPanel(
  part: Parts,
  words: DeskWords,
  chapter: string,
  code: () => string,
): PollPanel {
  const press = part<HTMLButtonElement>('poll-press');
  const rows = part('poll-rows');
  let poll: HTMLElement | undefined;
  let newest: PollView | undefined;

  /** The votes on this slide's poll, if it has been opened. */
  const own = () => (newest?.chapter === chapter && newest.id === poll?.id ? newest : undefined);

  async function toggle(): Promise<void> {
    const isOpen = !own()?.isOpen;
    const options = optionsOf(poll!).length;
    const answer = await act(`${code()}/poll`, { chapter, id: poll!.id, options, isOpen });
    part('poll-error').textContent = answer.ok ? '' : sentenceFor(answer.status, words);
  }
  async function closeOther(): Promise<void> {
    const { chapter, id, votes } = newest!;
    await act(`${code()}/poll`, { chapter, id, options: votes.length, isOpen: false });
  }

  function show(): void {
    const votes = own();
    const isElsewhere = newest?.isOpen === true && !votes;
    part('poll-none').hidden = !!poll || isElsewhere;
    press.hidden = !poll;
    press.textContent = votes?.isOpen ? words.closePoll : votes ? words.reopenPoll : words.openPoll;
    part('poll-elsewhere').hidden = !isElsewhere;
    rows.replaceChildren(...(poll && votes ? rowsOf(poll, votes, words) : []));
  }

  press.onclick = () => void toggle();
  part('poll-close-other').onclick = () => void closeOther();

  return {
    slide(slide) {
      poll = slide.querySelector<HTMLElement>('course-poll') ?? undefined;
      part('poll-error').textContent = '';
      show();
    },
    room(view) {
      newest = view.poll;
      show();
    },
  };
}

export function optionsOf(poll: ParentNode): HTMLElement[] {
  return [...poll.querySelectorAll<HTMLElement>('.poll-option')];
}

export const isRight = (option: HTMLElement): boolean => option.dataset['right'] !== undefined;

function rowsOf(poll: HTMLElement, { votes, isOpen }: PollView, words: DeskWords): HTMLElement[] {
  const total = votes.reduce((sum, count) => sum + count, 0);
  return optionsOf(poll).map((option, index) => {
    const count = votes[index] ?? 0;
    const row = document.createElement('li');
    const bar = element('span', '', 'desk-bar');
    bar.style.setProperty('--share', String(total ? count / total : 0));
    const letter = element('b', String.fromCharCode(65 + index));
    const text = element('span', fill(words.votes, { count, total }));
    row.append(letter, bar, text);
    // While it is open, a glance at the wall must not give it away.
    if (!isOpen && isRight(option)) row.append(element('em', words.right));
    return row;
  });
}
