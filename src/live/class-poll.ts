// One poll of the page as the class's.
import type { CoursePoll } from '../islands/course-poll.ts';
import type { PollView } from '../classroom/room-view.ts';
import { pageOf } from './page-of.ts';
import { recall, remember } from '../deck/storage.ts';
import { act } from './act.ts';
import type { PollOptions } from './class-polls.ts';
import { createTally } from './tally.ts';

export type ClassPoll = ReturnType<typeof createClassPoll>;

export function createClassPoll(element: HTMLElement, options: PollOptions) {
  const { code, chapter, words, votes: mayVote } = options;
  const poll = element as CoursePoll;
  const place = `olr-vote:${code}:${chapter}:${poll.id}`;
  const inputs = [...poll.querySelectorAll('input')];
  const said = poll.querySelector<HTMLElement>('.poll-verdict')!;
  const tally = createTally(poll, words);
  const hint = document.createElement('p');
  hint.className = 'poll-hint';
  hint.textContent = words.vote;
  hint.hidden = true;
  said.before(hint);
  let state: 'fresh' | 'open' | 'closed' = 'fresh';

  const own = () => inputs[Number(recall('sessionStorage', place) ?? NaN)];

  function open(): void {
    state = 'open';
    poll.dataset['voting'] = '';
    poll.clear();
    choose();
    for (const input of inputs) input.disabled = !mayVote;
    if (own()) said.textContent = words.voted;
    hint.hidden = !mayVote || !!own();
  }
  function close(): void {
    if (state !== 'open') return;
    state = 'closed';
    delete poll.dataset['voting'];
    said.textContent = '';
    hint.hidden = true;
    for (const input of inputs) input.disabled = false;
    reveal();
  }
  function reveal(): void {
    choose();
    const chosen = own();
    if (chosen) poll.judge(chosen);
    tally.show();
    poll.querySelector('details')!.open = true;
    void bringReason();
  }
  /** A slide has the right letter alone; why it is right stands in the article. */
  async function bringReason(): Promise<void> {
    const [answer, ...more] = poll.querySelectorAll('.poll-right, .poll-right ~ *');
    if (!answer || more.length > 0) return;
    const article = await pageOf(`/${document.documentElement.lang}/${chapter}/`);
    const reason = article?.getElementById(poll.id)?.querySelectorAll('.poll-right ~ *') ?? [];
    if (!answer.nextElementSibling) answer.after(...reason);
  }
  function choose(): void {
    const chosen = own();
    for (const input of inputs) input.checked = input === chosen;
  }
  async function vote(choice: number): Promise<void> {
    const voted = await act(`${code}/vote`, { chapter, id: poll.id, choice });
    if (!voted.ok) {
      choose();
      if (state === 'open')
        said.textContent = voted.status === 409 ? words.voteClosed : words.voteFailed;
      return;
    }
    remember('sessionStorage', place, String(choice));
    if (state !== 'open') return;
    said.textContent = words.voted;
    hint.hidden = true;
    tally.show();
  }

  poll.addEventListener('change', ({ target }) => {
    if (state === 'open' && mayVote) void vote(inputs.indexOf(target as HTMLInputElement));
  });

  return {
    question: poll.querySelector('legend')?.textContent?.trim() ?? '',
    close,
    /** @returns whether it has just been opened */
    show({ isOpen, votes }: PollView): boolean {
      tally.count(votes);
      const isNew = isOpen && state !== 'open';
      if (isNew) open();
      if (isOpen) tally.show(!mayVote || !!own());
      else if (state === 'open') close();
      else if (state === 'fresh') {
        state = 'closed';
        reveal();
      }
      return isNew;
    },
  };
}
