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
    // A stream that is there after all would not end.
    const text = ok ? '' : await response.text();
    const sentence = text.trim();
    return ['refused', { status, statusText, sentence }];
    // #endregion why
  } catch {
    return ['failed'];
  } finally {
    leave.abort();
  }
}
