import type { Say } from './client-words.ts';

type Timer = ReturnType<typeof setTimeout>;

/** Says in one polite sentence what others did within a second. */
export function createNews(line: HTMLElement, say: Say) {
  let heard: string[] = [];
  let timer: Timer | undefined;

  // #region sum-up
  function tell(sentence: string): void {
    heard.push(sentence);
    timer ??= setTimeout(sumUp, 1000);
  }

  function sumUp(): void {
    const [last = ''] = heard.slice(-1);
    const n = heard.length;
    line.textContent = n > 1 ? say('several', { n, last }) : last;
    heard = [];
    timer = undefined;
  }
  // #endregion sum-up

  return { tell, stop: () => clearTimeout(timer) };
}

/** Marks what somebody else has changed, until it was seen. */
export function createMarks(onFade: () => void) {
  const timers = new Map<Element, Timer>();

  function fade(item: Element): void {
    item.classList.remove('fresh');
    timers.delete(item);
    onFade();
  }

  // #region seen
  // In a tab that nobody looks at, nothing intersects.
  const observer = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      observer.unobserve(target);
      timers.set(target, setTimeout(fade, 5000, target));
    }
  });
  // #endregion seen

  function mark(item: Element): void {
    clearTimeout(timers.get(item));
    item.classList.add('fresh');
    observer.observe(item);
  }
  function stop(): void {
    observer.disconnect();
    for (const timer of timers.values()) clearTimeout(timer);
  }
  return { mark, stop };
}
