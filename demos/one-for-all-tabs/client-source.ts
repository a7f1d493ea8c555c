import { openStream, type Hear, type News } from './client-stream.ts';

/** One stream for several tabs: passes on, and keeps the latest. */
export function createSource(url: string, reader: string, pass: Hear) {
  let close: (() => void) | undefined;
  let start: number | undefined;
  let kept: News[] = [];
  const states = new Map<string, News>();

  function open(after: number | undefined): void {
    close?.();
    start = after;
    kept = [];
    states.clear();
    close = openStream(url, reader, after, (news) => {
      keep(news);
      pass(news);
    });
  }

  function keep(news: News): void {
    if (news.id === 0) {
      if (news.type === 'error') states.delete('open');
      states.set(news.type, news);
      return;
    }
    start ??= news.id - 1;
    kept.push(news);
    if (kept.length > 300) start = kept.shift()!.id;
  }

  const reaches = (after: number): boolean =>
    start !== undefined && after >= start;

  return {
    // #region catch-up
    /** What a tab lacks that has heard everything up to `after`. */
    catchUp(after: number | undefined): News[] {
      const isShort = after !== undefined && !reaches(after);
      // The server reaches further back: ask it from there.
      if (!close || isShort) open(after);
      const missed =
        after === undefined
          ? kept.slice(-1)
          : kept.filter(({ id }) => id > after);
      return [...states.values(), ...missed];
    },
    // #endregion catch-up
    close(): void {
      close?.();
      close = undefined;
    },
  };
}
