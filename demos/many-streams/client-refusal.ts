import { say } from './client-words.ts';

/** An EventSource does not say why it gave up. Asks again, once. */
export async function explain(
  lane: HTMLElement,
  address: string,
): Promise<void> {
  const fault = lane.querySelector<HTMLElement>('[data-fault]')!;
  if (fault.textContent !== '') return;
  const words = lane.closest<HTMLElement>('.lanes')!.dataset;
  fault.textContent = '…';
  // #region explain
  const leaving = new AbortController();
  const answer = await fetch(address, leaving).catch(() => undefined);
  if (answer && !answer.ok) {
    const sentence = await answer.text();
    const { status } = answer;
    fault.textContent = say(words['refused'], { status, sentence });
  }
  leaving.abort();
  // #endregion explain
}
