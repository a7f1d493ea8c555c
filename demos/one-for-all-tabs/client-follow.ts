import { isNew, type Line } from './client-line.ts';
import type { News } from './client-stream.ts';

/** What tabs say to each other. */
export type Message =
  | { kind: 'leads' }
  | { kind: 'asks'; tab: string; after: number | undefined }
  | { kind: 'news'; to?: string; news: News[] };
export type Answer = (tab: string, after: number | undefined) => void;

/** Hears what the leader says to all, once it is up to date. */
export function follow(
  channel: BroadcastChannel,
  { tab, last, hear }: Line,
  answer: Answer,
) {
  function take(news: News[]): void {
    for (const one of news) if (isNew(one, last())) hear(one);
  }

  let isWaiting = true;
  // #region follow
  function ask(): void {
    isWaiting = true;
    channel.postMessage({ kind: 'asks', tab, after: last() });
  }
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.kind === 'leads') ask();
    else if (data.kind === 'asks') answer(data.tab, data.after);
    else if (data.to ? data.to === tab : !isWaiting) {
      isWaiting = false;
      take(data.news);
    }
  };
  // #endregion follow

  ask();
  return { take };
}
