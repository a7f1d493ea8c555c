export type Outcome = 'comesBack' | 'givesUp' | 'onlyWaits';

/** Says, once, what became of a stream: from what its page hears. */
export function createJudge(
  rebuilds: boolean,
  end: (outcome: Outcome) => void,
) {
  let quiet: ReturnType<typeof setTimeout>;
  let isBroken = false;
  let isJudged = false;

  function say(outcome: Outcome): void {
    if (!isJudged) end(outcome);
    isJudged = true;
  }

  return {
    // #region judge
    hear({ type }: Event, source: EventSource): void {
      clearTimeout(quiet);
      if (type === 'error') isBroken = true;
      const isClosed = source.readyState === EventSource.CLOSED;
      if (isClosed && !rebuilds) say('givesUp');
      else if (isBroken && type === 'message') say('comesBack');
      else if (source.readyState === EventSource.OPEN)
        quiet = setTimeout(say, 2500, 'onlyWaits');
    },
    // #endregion judge
    stop: () => clearTimeout(quiet),
  };
}
