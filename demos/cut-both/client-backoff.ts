// #region backoff
/**
 * How long to wait before the next attempt, in milliseconds: anything
 * up to a limit that doubles each time, half a minute at most.
 */
export function backoff(attempt: number, random = Math.random): number {
  return random() * Math.min(30_000, 500 * 2 ** attempt);
}
// #endregion backoff
