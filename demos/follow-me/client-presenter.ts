import type { PollView } from '../../src/classroom/room-view.ts';
import { createPoll } from './client-poll.ts';
import type { Server } from './client-server.ts';

const poll = { chapter: 'demo', id: 'which-http', options: 2 };

/** Five slides, some with steps, and a poll. */
export function createPresenter(card: HTMLElement, server: Server) {
  const names = [...card.querySelectorAll<HTMLElement>('[data-place]')];
  const opener = card.querySelector<HTMLElement>('[value=poll]')!;
  const counts = createPoll(card);
  const steps = (at: number) => Number(names[at]!.dataset['steps']);
  let [at, step, isOpen] = [0, 0, false];

  function next(): void {
    if (step < steps(at)) step += 1;
    else if (at < names.length - 1) [at, step] = [at + 1, 0];
  }
  function back(): void {
    if (step > 0) step -= 1;
    else if (at > 0) [at, step] = [at - 1, steps(at - 1)];
  }

  // #region move
  /** An id and a step. Nobody else has this index. */
  function move(): void {
    const id = names[at]!.dataset['place']!;
    const where = { chapter: 'demo', id, section: id };
    void server.move({ ...where, step, blank: false });
    mark();
  }
  // #endregion move

  function mark(): void {
    names.forEach((name, n) => {
      name.ariaCurrent = n === at ? 'step' : null;
      const dots = name.querySelector('[data-step]')!;
      const shown = n === at ? step : 0;
      dots.textContent = steps(n) ? `${shown}/${steps(n)}` : '';
    });
  }

  const on = (value: string, press: () => void): void => {
    const selector = `button[value=${value}]`;
    card.querySelector<HTMLButtonElement>(selector)!.onclick = press;
  };
  on('next', () => (next(), move()));
  on('back', () => (back(), move()));
  on('poll', () => {
    void server.post('poll', 'desk', { ...poll, isOpen: !isOpen });
  });
  mark();
  return {
    show: (view: PollView | undefined): void => {
      isOpen = view?.isOpen ?? false;
      opener.textContent = opener.dataset[isOpen ? 'close' : 'open']!;
      counts.show(view);
    },
  };
}
