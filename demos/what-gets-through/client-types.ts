/** How a probe went: well, late, or not; and in numbers. */
export type Found = {
  verdict: 'yes' | 'late' | 'no' | 'unknown';
  facts?: Record<string, string | number>;
};
export type Probe = (
  url: string,
  signal: AbortSignal,
) => Promise<Found>;
