/** Sends the newest of what it is given, one at a time. */
export function createLatest<Value>(
  send: (value: Value) => Promise<void>,
): (value: Value) => Promise<void> {
  let next: Value | undefined;
  let underway: Promise<void> | undefined;

  // #region latest
  async function sendAll(): Promise<void> {
    while (next !== undefined) {
      const value = next;
      next = undefined;
      await send(value);
    }
    underway = undefined;
  }
  return (value) => {
    next = value;
    return (underway ??= sendAll());
  };
  // #endregion latest
}
