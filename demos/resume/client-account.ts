import { createPage } from './client-page.ts';

export type Account = ReturnType<typeof createAccount>;

const nothing = { sent: 0, received: 0, lost: 0, repeated: 0 };

/** The account of a run, from the numbers that were received. */
export function createAccount(view: HTMLElement) {
  const page = createPage(view);
  const sums = { ...nothing };

  /** Events have numbers without a gap: what is missing is lost. */
  function lose(from: number, to: number): void {
    if (from > to) return;
    sums.lost += to - from + 1;
    for (let n = Math.max(from, to - 40); n <= to; n++)
      page.bead('lost', n);
    page.tell('lost', { from, to });
  }

  function repeat(number: number): void {
    sums.repeated += 1;
    page.tell('repeated', { n: number });
  }

  // #region receive
  function receive(number: number): void {
    const isNew = number > sums.sent;
    if (isNew) {
      lose(sums.sent + 1, number - 1);
      sums.sent = number;
      sums.received += 1;
    } else repeat(number);
    page.bead(isNew ? 'received' : 'repeated', number);
    page.show(sums);
  }
  // #endregion receive

  return {
    receive,
    /** The server has nothing left from before this number. */
    reset(from: number): void {
      page.bead('reset');
      page.tell('reset', { n: from });
      // It has begun to count anew, and so does the account.
      if (from <= sums.sent) Object.assign(sums, nothing);
    },
    down(isFinal: boolean): void {
      if (!page.isDown()) page.bead('down');
      page.tell(isFinal ? 'final' : 'down', { n: sums.sent });
    },
    clear(): void {
      Object.assign(sums, nothing);
      page.clear();
      page.show(sums);
    },
  };
}
