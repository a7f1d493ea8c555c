import { follow, type Answer, type Message } from './client-follow.ts';
import { nameOf, type Line } from './client-line.ts';
import { createSource } from './client-source.ts';

/** One tab has the stream; the others hear it from that one. */
export function joinLeader(line: Line): () => void {
  const { url, reader, last, plays } = line;
  const channel = new BroadcastChannel(nameOf(url));
  const say = (message: Message) => channel.postMessage(message);
  let source: ReturnType<typeof createSource> | undefined;

  // #region lead
  function lead(): Promise<void> {
    source = createSource(url, reader, (news) => {
      say({ kind: 'news', news: [news] });
      take([news]);
    });
    source.catchUp(last());
    say({ kind: 'leads' });
    plays('leader');
    return new Promise((stop) => {
      left.signal.onabort = () => stop();
    });
  }
  // #endregion lead
  const answer: Answer = ({ tab, after }) => {
    if (source)
      say({ kind: 'news', to: tab, news: source.catchUp(after) });
  };

  plays('follower');
  const { take } = follow(channel, line, answer);
  // #region turn
  const left = new AbortController();
  const { signal } = left;
  /** The browser lets one lead; the others wait. */
  navigator.locks
    .request(nameOf(url), { signal }, lead)
    .catch(() => {});
  return () => {
    source?.close();
    left.abort();
    channel.close();
  };
  // #endregion turn
}
