import type { Values } from './client-words.ts';

type Why = [word: string, values?: Values];

/**
 * An EventSource says nothing of the answer that ended it. So the same
 * address is asked once more, by fetch, which can read a status.
 */
export async function whyRefused(address: string): Promise<Why> {
  const leave = new AbortController();
  const { signal } = leave;
  try {
    // #region why
    const response = await fetch(address, { signal });
    const { ok, status, statusText } = response;
    // Now there is a stream, which would not end.
    if (ok) return ['endedOnce', { status }];
    const sentence = (await response.text()).trim();
    return ['refused', { status, statusText, sentence }];
    // #endregion why
  } catch {
    return ['failed'];
  } finally {
    leave.abort();
  }
}
