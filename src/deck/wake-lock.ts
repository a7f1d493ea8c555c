// Keeps the screen awake while a talk runs. https://www.w3.org/TR/screen-wake-lock/

export function createWakeLock() {
  let wanted = false;
  let lock: WakeLockSentinel | undefined;

  async function settle(): Promise<void> {
    try {
      if (wanted && !document.hidden) lock = await navigator.wakeLock?.request('screen');
      else await lock?.release();
    } catch {
      // The battery is low, or the page may not: the talk goes on without.
    }
  }

  // The browser lets go of the lock when the tab is hidden.
  document.addEventListener('visibilitychange', () => wanted && void settle());
  return (hold: boolean): void => {
    if (hold === wanted) return;
    wanted = hold;
    void settle();
  };
}
