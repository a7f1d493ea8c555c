import type { Lane } from './client-lane.ts';

let last = 0;

/** Asks for a single event with fetch, and reads to the end. */
export async function ask(
  lane: Lane,
  how: 'once' | 'half',
  signal: AbortSignal,
): Promise<void> {
  const url = new URL(lane.address);
  url.searchParams.set(how, String(++last));
  const decoder = new TextDecoder();
  let text = '';
  // #region read
  try {
    const { body } = await fetch(url, { signal });
    const reader = body!.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value, { stream: true });
    }
    lane.say('fetched', 'whole', { n: text.length });
  } catch (error) {
    if (signal.aborted) return;
    lane.say('fetched', 'broken', { error });
  }
  // #endregion read
  lane.show('text', text);
}
