/** An EventSource that is built again whenever it has given up. */
export function keepOpen(
  address: string,
  listen: (source: EventSource) => void,
): () => void {
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout>;
  let failures = 0;

  // #region rebuild
  function open(): void {
    source = new EventSource(address);
    source.addEventListener('open', () => (failures = 0));
    source.addEventListener('error', () => {
      if (source.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(open, waitingTime());
    });
    listen(source);
  }
  // #endregion rebuild

  // #region waiting-time
  function waitingTime(): number {
    const most = Math.min(30_000, 1000 * 2 ** failures++);
    return most * (0.5 + Math.random() / 2);
  }
  // #endregion waiting-time

  open();
  // #region close
  return () => {
    clearTimeout(timer);
    source.close();
  };
  // #endregion close
}
