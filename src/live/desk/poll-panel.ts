// The poll of the slide on the screen: opened and closed here, its votes as bars. The words of its
// options are on the slide already; here letters do.
import type { ClassState } from './hold.ts';
import type { PollView } from '../../classroom/room-view.ts';
import { fill } from '../../i18n/fill.ts';
import { act } from '../act.ts';
import { part, setText } from '../../deck/console-words.ts';
import { letterOf, readPolls, type PagePoll } from './page-polls.ts';
import type { Talk } from './talk.ts';
import { whyNot, type DeskWords } from './words.ts';

type Shown = { id: string; chapter: string; options: number; page?: PagePoll; view?: PollView };

export function createPoll(
  talk: Talk,
  code: string,
  words: DeskWords,
  say: (sentence: string) => void,
) {
  const polls = readPolls(talk.slides);
  const button = part('class-poll-act') as HTMLButtonElement;
  let shown: Shown | undefined;

  /** An open poll of another slide is shown where this slide has none: somebody must close it. */
  function choose({ room, desk }: ClassState): Shown | undefined {
    const views = desk?.polls ?? [];
    const page = polls.find(({ slide }) => slide === talk.slide().id);
    const open = views.find(({ isOpen }) => isOpen);
    const view = page
      ? views.find((one) => one.id === page.id && one.chapter === talk.chapter)
      : open;
    if (page) {
      const { id, options } = page;
      return { id, chapter: talk.chapter, options: options.length, page, ...(view && { view }) };
    }
    if (!room || !view) return undefined;
    const known = view.chapter === talk.chapter && polls.find(({ id }) => id === view.id);
    return {
      ...{ id: view.id, chapter: view.chapter, options: view.votes.length, view },
      ...(known && { page: known }),
    };
  }

  async function toggle(): Promise<void> {
    if (!shown) return;
    const { chapter, id, options, view } = shown;
    const answer = await act(`${code}/poll`, { chapter, id, options, isOpen: !view?.isOpen });
    say(answer.ok ? '' : whyNot(words, answer.status));
  }

  button.onclick = () => void toggle();
  return {
    show(state: ClassState): void {
      shown = choose(state);
      part('class-poll').hidden = !shown;
      if (shown) showPoll(words, shown, shown.page?.slide === talk.slide().id);
    },
  };
}

function showPoll(words: DeskWords, { id, page, view }: Shown, isOnSlide: boolean): void {
  const question = page?.question ?? id;
  // The slide asks it already.
  const elsewhere = isOnSlide ? '' : fill(words.pollElsewhere, { question });
  setText(part('class-poll-words'), elsewhere);
  const name = !view ? 'pollOpen' : view.isOpen ? 'pollClose' : 'pollAgain';
  setText(part('class-poll-act'), words[name]);
  const total = view?.votes.reduce((sum, count) => sum + count, 0) ?? 0;
  setText(part('class-votes'), view ? fill(words.votes, { count: total }) : '');
  showBars(words, view?.votes ?? [], total, view && !view.isOpen ? page : undefined);
}

/** @param judged the poll, once the class may know what is right */
function showBars(words: DeskWords, votes: number[], total: number, judged?: PagePoll): void {
  const list = part('class-bars');
  while (list.children.length > votes.length) list.lastChild!.remove();
  while (list.children.length < votes.length) list.append(createBar(list.children.length));
  votes.forEach((count, index) => {
    const row = list.children[index] as HTMLElement;
    const share = total ? count / total : 0;
    const isRight = judged?.options[index]?.isRight ?? false;
    const numbers = fill(words.share, { count, percent: Math.round(100 * share) });
    row.style.setProperty('--share', String(share));
    row.toggleAttribute('data-right', isRight);
    setText(row.lastElementChild as HTMLElement, isRight ? `${numbers} · ${words.right}` : numbers);
  });
}

function createBar(index: number): HTMLElement {
  const row = document.createElement('li');
  const [letter, bar, numbers] = ['b', 'i', 'span'].map((name) => document.createElement(name));
  letter!.textContent = letterOf(index);
  row.append(letter!, bar!, numbers!);
  return row;
}
