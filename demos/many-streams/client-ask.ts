import { say, seconds } from './client-words.ts';

/** An ordinary request, with a clock that runs until it is answered. */
export function createAsking(lane: HTMLElement, url: string) {
  const { dataset } = lane.closest<HTMLElement>('.lanes')!;
  const says = lane.querySelector<HTMLElement>('[data-fetched]')!;
  const clock = lane.querySelector<HTMLElement>('[data-clock]')!;
  let number = 0;
  let stop = (): void => {};

  // #region ask
  async function ask(): Promise<void> {
    stop();
    const leaving = new AbortController();
    stop = startClock(leaving);
    const began = performance.now();
    try {
      await afterTheClick();
      const address = `${url}ping?n=${++number}`;
      await fetch(address, { signal: leaving.signal });
      const n = seconds(performance.now() - began);
      says.textContent = say(dataset['answered'], { n });
    } catch {
      if (leaving.signal.aborted) return;
      says.textContent = dataset['failed']!;
    }
    stop();
  }
  // #endregion ask

  function startClock(leaving: AbortController): () => void {
    const began = performance.now();
    says.textContent = dataset['waiting']!;
    const timer = setInterval(() => {
      clock.textContent = `${seconds(performance.now() - began)} s`;
    }, 100);
    return () => {
      clearInterval(timer);
      leaving.abort();
      clock.textContent = '';
    };
  }

  return { ask, stop: () => stop() };
}

/**
 * What a script asks for while it handles a click is urgent to Firefox,
 * which lets three such requests go beyond the six of HTTP/1.1.
 */
function afterTheClick(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
