// What the class asks. The presenter reads each question first; the class sees what is shown.
import type { DeskView, QuestionState } from '../../classroom/room-view.ts';
import { fill } from '../../i18n/fill.ts';
import { act } from '../act.ts';
import { button, element, sentenceFor, type DeskWords, type Parts } from './parts.ts';

type Question = DeskView['questions'][number];
type Target = Exclude<QuestionState, 'waiting'>;

/** What can be done with a question, by where it is. */
const moves: Record<QuestionState, Target[]> = {
  waiting: ['shown', 'answered', 'hidden'],
  shown: ['answered', 'hidden'],
  answered: ['shown'],
  hidden: ['shown'],
};

export function createQuestionList(part: Parts, words: DeskWords, code: () => string) {
  const names: Record<Target, string> = {
    shown: words.show,
    answered: words.answered,
    hidden: words.hide,
  };
  let before = '';

  async function moderate(question: string, state: Target): Promise<void> {
    const answer = await act(`${code()}/moderate`, { question, state });
    part('question-error').textContent = answer.ok ? '' : sentenceFor(answer.status, words);
  }

  function itemOf({ id, text, name, upvotes, state }: Question): HTMLElement {
    const item = document.createElement('li');
    item.dataset['state'] = state;
    item.dataset['question'] = id;
    const about = [
      state === 'waiting' ? '' : words.states[state],
      name,
      upvotes > 0 ? fill(words.upvotes, { count: upvotes }) : '',
    ];
    const line = element('p', about.filter(Boolean).join(' · '), 'desk-about');
    const acts = element('p', '', 'desk-acts');
    for (const to of moves[state]) acts.append(button(names[to], () => void moderate(id, to)));
    item.append(element('p', text, 'desk-text'), line, acts);
    return item;
  }

  return (questions: Question[]): void => {
    const now = JSON.stringify(questions);
    // Nobody loses the button they are about to press because of a vote on a poll.
    if (now === before) return;
    before = now;
    const focus = focused(part('questions'));
    const open = questions.filter(({ state }) => state === 'waiting' || state === 'shown');
    const done = questions.filter((question) => !open.includes(question));
    part('questions').replaceChildren(...open.map(itemOf));
    part('done').replaceChildren(...done.map(itemOf));
    part('done-all').hidden = done.length === 0;
    part('no-questions').hidden = questions.length > 0;
    const waiting = open.filter(({ state }) => state === 'waiting').length;
    part('waiting').textContent = waiting > 0 ? fill(words.newQuestions, { count: waiting }) : '';
    focus();
  };
}

/** @returns what gives the focus back to the same question's buttons, or to the list */
function focused(list: HTMLElement): () => void {
  const id = document.activeElement?.closest<HTMLElement>('[data-question]')?.dataset['question'];
  if (!id || !list.contains(document.activeElement)) return () => {};
  return () => {
    const again = list.querySelector<HTMLElement>(`[data-question="${id}"] button`);
    (again ?? list.querySelector('button') ?? list).focus();
  };
}
