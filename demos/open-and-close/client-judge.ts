export type Outcome = 'comesBack' | 'givesUp' | 'onlyWaits';

/** Tells what became of a stream from what its page can hear. */
export function createJudge(
  rebuilds: boolean,
  end: (outcome: Outcome) => void,
) {
  let quiet: ReturnType<typeof setTimeout>;
  let isBroken = false;

  return {
    // #region judge
    hear({ type }: Event, { readyState }: EventSource): void {
      clearTimeout(quiet);
      if (type === 'error') isBroken = true;
      const isOver = readyState === EventSource.CLOSED;
      if (isOver && !rebuilds) end('givesUp');
      else if (isBroken && type === 'message') end('comesBack');
      else if (readyState === EventSource.OPEN)
        quiet = setTimeout(end, 3000, 'onlyWaits');
    },
    // #endregion judge
    stop: () => clearTimeout(quiet),
  };
}
