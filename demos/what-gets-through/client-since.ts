/** Milliseconds since then. */
export const since = (began: number): number =>
  Math.round(performance.now() - began);
