import type { Found } from './client-types.ts';

/** Whether what was sent apart has come apart. */
export function spread(times: number[]): Found {
  const [first = 0] = times;
  const ms = Math.round((times.at(-1) ?? first) - first);
  // The server has left 600 ms between the first and the last.
  return { verdict: ms > 300 ? 'yes' : 'late', facts: { ms } };
}
