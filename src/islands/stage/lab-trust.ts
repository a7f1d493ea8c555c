// Whether this browser takes the TLS lab's certificate. Only a reader can make it, in a tab of the
// lab itself: what a page loads from elsewhere has no "accept the risk".
import { fetchOrigins } from './companion.ts';

export type TrustListener = {
  /** The lab can be used over TLS; `after` a refusal if the reader has just seen to it. */
  onTrusted: (after: boolean) => void;
  /** The companion is there, and the browser refuses its TLS lab. */
  onRefused: () => void;
};

/** Milliseconds between questions while the reader looks at the page; each pause is longer than the last. */
const firstPause = 2000;
const longestPause = 30_000;

/** Labs that this page has reached over TLS: their trust does not end while it lasts. */
const trusted = new Set<string>();

/**
 * Asks at once, and after a refusal whenever the reader comes back, until the answer is yes.
 * @returns stop
 */
export function watchTrust(labTls: string, { onTrusted, onRefused }: TrustListener): () => void {
  let isOver = false;
  let isAsking = false;
  let wasRefused = false;
  let pause = firstPause;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function ask(): Promise<void> {
    if (isOver || isAsking || document.visibilityState === 'hidden') return;
    isAsking = true;
    clearTimeout(timer);
    const answer = await reach(labTls);
    isAsking = false;
    if (isOver) return;
    if (answer === 'trusted') {
      stop();
      return onTrusted(wasRefused);
    }
    if (answer === 'refused' && !wasRefused) {
      wasRefused = true;
      onRefused();
    }
    timer = setTimeout(() => void ask(), pause);
    pause = Math.min(pause * 1.5, longestPause);
  }

  function comeBack(): void {
    pause = firstPause;
    void ask();
  }

  function stop(): void {
    isOver = true;
    clearTimeout(timer);
    removeEventListener('focus', comeBack);
    document.removeEventListener('visibilitychange', comeBack);
  }

  addEventListener('focus', comeBack);
  document.addEventListener('visibilitychange', comeBack);
  void ask();
  return stop;
}

/**
 * A browser does not tell a page why a request failed: the site says whether the server is there. And
 * a connection that is cut takes with it what waited for a stream of it, in Firefox: so once is not enough.
 */
async function reach(labTls: string): Promise<'trusted' | 'refused' | 'gone'> {
  if (trusted.has(labTls)) return 'trusted';
  if ((await answers(labTls)) || (await answers(labTls))) {
    trusted.add(labTls);
    return 'trusted';
  }
  return (await fetchOrigins()) ? 'refused' : 'gone';
}

function answers(labTls: string): Promise<boolean> {
  return fetch(`${labTls}/trust`, { method: 'HEAD', cache: 'no-store' }).then(
    () => true,
    () => false,
  );
}
