// How often somebody may do something: a bucket for each, filled again as time passes.

export type RateLimits = {
  /** So many at once, */
  burst: number;
  /** and so many a second after that. */
  perSecond: number;
};

export type Rate = {
  /** Takes one. @returns false if none is left */
  take: (key: string) => boolean;
  /** Whether one is left; takes none. */
  has: (key: string) => boolean;
};

/** Buckets that are remembered: what strangers can make us remember is bounded. */
const mostBuckets = 10_000;

/** @param now milliseconds, of a clock that never goes back */
export function createRate(
  { burst, perSecond }: RateLimits,
  now: () => number = () => performance.now(),
): Rate {
  const buckets = new Map<string, { tokens: number; at: number }>();

  function filled(key: string, time: number): number {
    const { tokens, at } = buckets.get(key) ?? { tokens: burst, at: time };
    return Math.min(burst, tokens + ((time - at) / 1000) * perSecond);
  }

  return {
    has: (key) => filled(key, now()) >= 1,
    take(key) {
      const at = now();
      const tokens = filled(key, at);
      // Set anew, so that the one that has been quiet for longest is the first.
      buckets.delete(key);
      buckets.set(key, { tokens: tokens >= 1 ? tokens - 1 : tokens, at });
      if (buckets.size > mostBuckets) buckets.delete(buckets.keys().next().value!);
      return tokens >= 1;
    },
  };
}
