/** How far the server's clock is from the page's. */
export type Clock = {
  /** Milliseconds from a moment of the server until now. */
  since: (at: number) => number;
  /** Undefined until it has been estimated. */
  estimate: () => { offset: number; within: number } | undefined;
};

const now = (): number => performance.timeOrigin + performance.now();

/** Asks for the time, and trusts the answer that was quickest. */
export function estimateClock(
  address: string,
  signal: AbortSignal,
): Clock {
  let best = { offset: 0, within: Infinity };

  // #region estimate
  async function ask(): Promise<void> {
    const asked = now();
    const answer = await fetch(address, { signal });
    const server = Number(await answer.text());
    const within = (now() - asked) / 2;
    // It was read somewhere between question and answer.
    if (within < best.within)
      best = { offset: server - asked - within, within };
  }
  // #endregion estimate

  async function askOften(): Promise<void> {
    for (let asked = 0; asked < 12; asked++) await ask();
  }
  askOften().catch(() => {});

  return {
    since: (at) => now() - (at - best.offset),
    estimate: () => (best.within < Infinity ? best : undefined),
  };
}
