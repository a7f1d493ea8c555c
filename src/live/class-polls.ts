// Polls in class. While one is open, an option is a vote and nothing is judged; when it is closed,
// everybody sees what the class thinks, how they did, and the answer.
import type { PollView } from '../classroom/room-view.ts';
import { createClassPoll, type ClassPoll } from './class-poll.ts';
import type { LiveWords } from './words.ts';

export type PollOptions = {
  code: string;
  chapter: string;
  words: LiveWords;
  /** Whether this page votes; a projector shows. */
  votes: boolean;
};

export function createClassPolls(options: PollOptions) {
  const polls = new Map<string, ClassPoll>();
  let current: ClassPoll | undefined;

  function find({ chapter, id }: PollView): ClassPoll | undefined {
    const element = chapter === options.chapter && document.getElementById(id);
    if (!element || !element.matches('course-poll')) return undefined;
    const poll = polls.get(id) ?? createClassPoll(element, options);
    polls.set(id, poll);
    return poll;
  }

  return {
    /** Shows the poll of the moment. @returns whether it has just been opened. */
    show(view: PollView | undefined): boolean {
      const next = view && find(view);
      // Another one was opened: this closes all others.
      if (current && current !== next) current.close();
      current = next;
      return !!view && !!next?.show(view);
    },
    /** What the poll of the moment asks. */
    question: () => current?.question ?? '',
    /** The class is over for this page: polls are the reader's own again. */
    release(): void {
      for (const poll of polls.values()) poll.close();
    },
  };
}
