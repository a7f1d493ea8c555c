import type { News } from './client-stream.ts';

/** What this tab has received, judged by the numbers alone. */
export function createAccount() {
  const sums = { received: 0, lost: 0, repeated: 0 };
  let last: number | undefined;

  return {
    sums,
    last: () => last,
    // #region receive
    /** Numbers have no gap and come once: the rest is a fault. */
    receive({ id }: News): void {
      if (last !== undefined && id <= last) {
        sums.repeated += 1;
        return;
      }
      if (last !== undefined) sums.lost += id - last - 1;
      sums.received += 1;
      last = id;
    },
    // #endregion receive
    /** The server has begun to count anew. */
    reset(): void {
      last = undefined;
    },
  };
}
