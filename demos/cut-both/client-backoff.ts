// #region backoff
/** Milliseconds to wait before the next attempt. */
export function backoff(attempt = 0, random = Math.random) {
  const limit = 500 * 2 ** attempt;
  return random() * Math.min(30_000, limit);
}
// #endregion backoff
