import { say } from './client-words.ts';

/** Which limit the HTTP/2 connection has, and one with another. */
export function createLimit(view: HTMLElement, url: string) {
  const says = view.querySelector<HTMLElement>('[data-limit-says]')!;
  const leaving = new AbortController();
  let isOurs = false;
  let turn = 0;

  async function tell(word: string, ask: Promise<number>) {
    const mine = ++turn;
    const n = await ask.catch(() => 0);
    if (mine !== turn || leaving.signal.aborted) return;
    const sentence = n > 0 ? word : 'unreachable';
    says.textContent = say(says.dataset[sentence], { n });
  }

  // #region apply
  async function startFresh(streams: number): Promise<number> {
    await insist('fresh', 'POST');
    return ask(`?streams=${streams}`, 'POST');
  }

  async function ask(query = '', method = 'GET'): Promise<number> {
    const answer = await insist(`limit${query}`, method);
    const { streams } = (await answer.json()) as { streams: number };
    return streams;
  }
  // #endregion apply

  /** Chromium may forget what waits; Firefox, after a cut, gives up. */
  async function insist(path: string, method = 'GET') {
    for (let failures = 0; ;) {
      const patience = AbortSignal.timeout(2000);
      const signal = AbortSignal.any([leaving.signal, patience]);
      try {
        return await fetch(url + path, { method, signal });
      } catch (error) {
        if (leaving.signal.aborted) throw error;
        if (!patience.aborted && ++failures > 1) throw error;
      }
    }
  }

  return {
    look: () => tell('allows', ask()),
    apply(streams: number): Promise<void> {
      isOurs = true;
      says.textContent = says.dataset['asking']!;
      return tell('announced', startFresh(streams));
    },
    /** The next demo that this browser runs finds no limit of ours. */
    stop(): void {
      leaving.abort();
      const last = { method: 'POST', keepalive: true };
      if (isOurs) void fetch(`${url}fresh`, last).catch(() => {});
    },
  };
}
