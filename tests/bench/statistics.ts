// What becomes of the numbers of several rounds.

/** The middle one, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error('There is no median of nothing. Measure at least once.');
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}

/** The smallest value that at least so many percent do not exceed. */
export function percentile(values: ArrayLike<number>, percent: number): number {
  if (values.length === 0) throw new Error('There is no percentile of nothing. Sample first.');
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)]!;
}

/** What was wanted: `measured` is a ratio, or has the unit that `wanted` names. */
export type Target = {
  wanted: string;
  bound: 'at most' | 'at least';
  limit: number;
  measured: number;
};

export type Verdict = 'met' | 'missed';

export function verdict({ bound, limit, measured }: Target): Verdict {
  // What could not be measured has met nothing: no comparison with NaN is true.
  return (bound === 'at most' ? measured <= limit : measured >= limit) ? 'met' : 'missed';
}

/** As many digits as mean something here: three, and no more than two after the point. */
export function toText(value: number): string {
  if (!Number.isFinite(value)) return 'not measured';
  const size = Math.abs(value);
  if (size >= 1000) return Math.round(value).toLocaleString('en');
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2);
}
