/**
 * Calls `late` once a stream that promised to speak is silent.
 * Returns what ends the watch.
 */
export function watch(
  source: EventSource,
  patience: number,
  late: () => void,
): () => void {
  // #region watchdog
  let heardAt = 0;
  let timer = 0;
  const heard = (): void => {
    heardAt = Date.now();
    clearTimeout(timer);
    timer = window.setTimeout(late, patience);
  };
  source.addEventListener('message', heard);
  source.addEventListener('ping', heard);
  heard();
  // #endregion watchdog

  // #region visible
  const look = (): void => {
    const silence = Date.now() - heardAt;
    if (!document.hidden && silence > patience) late();
  };
  document.addEventListener('visibilitychange', look);
  // #endregion visible

  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', look);
  };
}
