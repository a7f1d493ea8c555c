// How long the talk has run. Milliseconds; the clock is handed in.

/** `since` is set while the timer runs: when it last started. */
export type TimerState = { elapsed: number; since?: number };

export function createTimer(now: () => number, start: TimerState = { elapsed: 0 }) {
  let state = start;
  const elapsed = () => state.elapsed + (state.since === undefined ? 0 : now() - state.since);
  return {
    elapsed,
    get state(): TimerState {
      return state;
    },
    get running() {
      return state.since !== undefined;
    },
    /** Whether it has run at all since it was reset. */
    get begun() {
      return elapsed() > 0 || state.since !== undefined;
    },
    start: () => void (state = { elapsed: elapsed(), since: now() }),
    pause: () => void (state = { elapsed: elapsed() }),
    reset: () => void (state = { elapsed: 0 }),
  };
}

/** `754000` → `12:34`; from one hour `1:02:03`. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60];
  const hours = Math.floor(seconds / 3600);
  if (hours) parts.unshift(hours);
  return parts.map((part, at) => (at ? String(part).padStart(2, '0') : part)).join(':');
}
