import type { Values } from './client-words.ts';

/**
 * An EventSource says nothing of the answer that ended it. So the same
 * address is asked once more, by fetch, which can read a status.
 */
// #region why
export async function whyRefused(
  address: string,
): Promise<[word: string, values?: Values]> {
  const leave = new AbortController();
  const { signal } = leave;
  try {
    const response = await fetch(address, { signal });
    const { ok, status, statusText } = response;
    // A stream that is there after all would have no end to wait for.
    const sentence = ok ? '' : (await response.text()).trim();
    return ['refused', { status, statusText, sentence }];
  } catch {
    return ['failed'];
  } finally {
    leave.abort();
  }
}
// #endregion why
