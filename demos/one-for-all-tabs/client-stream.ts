/** `id` is 0 for what is no news: a count, a state. */
export type News = { id: number; type: string; data: string };
export type Hear = (news: News) => void;

/** The stream of a reader, from after an id; built anew if dead. */
export function openStream(
  url: string,
  reader: string,
  after: number | undefined,
  hear: Hear,
): () => void {
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout>;
  let last = after;

  const pass = ({ type, data, lastEventId }: MessageEvent): void => {
    last = Number(lastEventId);
    hear({ id: last, type, data: String(data) });
  };
  const say = ({ type, data = '' }: Event & { data?: unknown }) =>
    hear({ id: 0, type, data: String(data) });

  function open(): void {
    const query = new URLSearchParams({ reader });
    if (last !== undefined) query.set('after', String(last));
    // #region types
    source = new EventSource(`${url}events?${query}`);
    source.addEventListener('clock', pass);
    source.addEventListener('memory', pass);
    source.addEventListener('streams', say);
    // #endregion types
    source.addEventListener('reset', (event) => {
      last = undefined;
      say(event);
    });
    source.addEventListener('open', say);
    source.addEventListener('error', (event) => {
      say(event);
      if (source.readyState === EventSource.CLOSED)
        timer = setTimeout(open, 3000);
    });
  }

  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
