// Ahead or behind: each slide has its share of the chapter's minutes, and while the timer is inside
// the share of the slide on the screen, the talk is on time.

export type Talk = {
  /** The current slide, from 0. */
  index: number;
  count: number;
  /** What the chapter is meant to take. */
  minutes: number;
  /** Milliseconds that the talk has run. */
  elapsed: number;
};

/** @returns whole minutes: 2 is two minutes ahead, -1 one behind, 0 on time. */
export function paceOf({ index, count, minutes, elapsed }: Talk): number {
  const share = (minutes * 60_000) / count;
  const early = index * share - elapsed;
  const late = elapsed - (index + 1) * share;
  const off = early > 0 ? early : Math.min(0, -late);
  // Less than half a minute is no news; -0 is 0.
  return Math.round(off / 60_000) || 0;
}
