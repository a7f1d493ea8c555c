import type { Counts } from './client-ways.ts';

/**
 * While nothing of this page is open, nothing tells what the server
 * counts. It hears of a closed one a moment later: so ask until it has.
 */
export function createSettling(
  address: string,
  answered: (counts: Counts) => void,
) {
  let leave = new AbortController();

  async function settle({ signal }: AbortController): Promise<void> {
    // Chromium may keep a stream that was left for five seconds.
    for (let tries = 0; tries < 30; tries++) {
      if (await hasNone(signal)) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  /** A server that is full refuses this too, until it has heard. */
  async function hasNone(signal: AbortSignal): Promise<boolean> {
    const response = await fetch(address, { signal });
    if (!response.ok) return false;
    const counts = (await response.json()) as Counts;
    if (!signal.aborted) answered(counts);
    return counts.streams + counts.webSockets === 0;
  }

  return {
    start(): void {
      leave.abort();
      leave = new AbortController();
      // Who cannot be asked leaves the count as it was.
      settle(leave).catch(() => {});
    },
    stop: () => leave.abort(),
  };
}
