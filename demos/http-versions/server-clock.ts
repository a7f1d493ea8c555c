type Listener = (event: string) => void;

const listeners = new Set<Listener>();
let timer: NodeJS.Timeout | undefined;

// #region tick
/** The same event for everybody, at the same moment. */
function tick(): void {
  const at = new Date().toISOString().slice(11, 19);
  const event = `data: {"at":"${at}"}\n\n`;
  for (const listener of listeners) listener(event);
}
// #endregion tick

/** Runs for as long as somebody listens. */
export function everySecond(listener: Listener): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}
