export type State = {
  /** Where the sum was taken: a stream from here brings the rest. */
  id: string;
  sum: number;
  /** The numbers of the oldest and of the newest event it keeps. */
  oldest: number;
  last: number;
};
export type Server = ReturnType<typeof createServer>;

/** The channel's server, for a reader with a channel of their own. */
export function createServer(url: string, named?: string) {
  const reader = named ?? Math.random().toString(36).slice(2, 12);
  const at = (path: string): string => `${url}${path}?reader=${reader}`;
  let streams = 0;

  async function ask(
    path: string,
    init?: RequestInit,
  ): Promise<Response> {
    const answer = await fetch(path, init);
    if (answer.ok) return answer;
    throw new Error(await answer.text());
  }

  return {
    state: async () => (await (await ask(at('state'))).json()) as State,
    post: (path: string, more = '') =>
      ask(at(path) + more, { method: 'POST' }),
    // #region open
    open(after: string): EventSource {
      const query = `lastEventId=${after}&stream=${++streams}`;
      return new EventSource(`${at('events')}&${query}`);
    },
    // #endregion open
  };
}
