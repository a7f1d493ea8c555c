import type { PollView } from '../../src/classroom/room-view.ts';

/** The poll as somebody sees it, with its counts. */
export function createPoll(card: HTMLElement) {
  const poll = card.querySelector<HTMLElement>('[data-poll]')!;
  const buttons = [...poll.querySelectorAll('button')];
  const counts = poll.querySelectorAll('b');

  function show(view: PollView | undefined): void {
    poll.hidden = !view;
    for (const button of buttons) button.disabled = !view?.isOpen;
    counts.forEach((count, n) => {
      count.textContent = String(view?.votes[n] ?? 0);
    });
  }
  show(undefined);
  return { show, buttons };
}
