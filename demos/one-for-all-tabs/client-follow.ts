import { isNew, type Line } from './client-line.ts';
import type { News } from './client-stream.ts';

type Question = { tab: string; after: number | undefined };
export type Answer = (question: Question) => void;

/** What tabs say to each other. */
export type Message =
  | { kind: 'leads' }
  | ({ kind: 'asks' } & Question)
  | { kind: 'news'; to?: string; news: News[] };

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
    else if (data.kind === 'asks') answer(data);
    else if (data.to ? data.to === tab : !isWaiting) {
      isWaiting = false;
      take(data.news);
    }
  };
  // #endregion follow

  ask();
  return { take };
}
