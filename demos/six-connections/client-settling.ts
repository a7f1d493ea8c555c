import type { Counts } from './client-ways.ts';

/**
 * While no stream of this page is open, none tells what the server
 * counts. It hears of a closed one a moment later: so ask until it has.
 */
export function createSettling(
  address: string,
  counted: (counts: Counts) => void,
) {
  let leave = new AbortController();

  async function settle({ signal }: AbortController): Promise<void> {
    for (let tries = 0; tries < 10; tries++) {
      const response = await fetch(address, { signal });
      const counts = (await response.json()) as Counts;
      counted(counts);
      if (counts.streams === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
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
