// How the class has voted: a bar under each option, and the same in words.
import { fill } from '../i18n/fill.ts';
import type { LiveWords } from './words.ts';

export function createTally(poll: HTMLElement, words: LiveWords) {
  const rows = [...poll.querySelectorAll<HTMLElement>('.poll-option')].map((option) => {
    const row = document.createElement('p');
    const bar = document.createElement('span');
    const text = document.createElement('span');
    row.className = 'poll-tally';
    bar.className = 'poll-bar';
    row.hidden = true;
    row.append(bar, text);
    option.after(row);
    return { row, bar, text };
  });

  return {
    count(votes: number[]): void {
      const total = votes.reduce((sum, count) => sum + count, 0);
      rows.forEach(({ bar, text }, index) => {
        const count = votes[index] ?? 0;
        bar.style.setProperty('--share', String(total ? count / total : 0));
        text.textContent = fill(words.share, { count, total });
      });
    },
    show(isShown = true): void {
      for (const { row } of rows) row.hidden = !isShown;
    },
  };
}
