// The polls as the page has them: ids are the same in every language, words are the page's.
import type { Slide } from '../../deck/slides.ts';

export type PagePoll = {
  id: string;
  /** The id of its slide. */
  slide: string;
  question: string;
  options: { text: string; isRight: boolean }[];
};

export function readPolls(slides: readonly Slide[]): PagePoll[] {
  return slides.flatMap(({ id, element }) =>
    [...element.querySelectorAll<HTMLElement>('course-poll')].map((poll) => readPoll(id, poll)),
  );
}

function readPoll(slide: string, poll: HTMLElement): PagePoll {
  const options = [...poll.querySelectorAll<HTMLElement>('.poll-option')];
  return {
    id: poll.id,
    slide,
    question: textOf(poll.querySelector('legend')),
    options: options.map((option) => ({
      text: textOf(option.querySelector('.poll-text')),
      isRight: option.dataset['right'] !== undefined,
    })),
  };
}

function textOf(element: Element | null): string {
  return element?.textContent?.trim() ?? '';
}

export function letterOf(index: number): string {
  return String.fromCharCode(65 + index);
}
