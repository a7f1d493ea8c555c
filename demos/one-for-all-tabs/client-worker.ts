import { beginLife } from './client-life.ts';
import type { Line } from './client-line.ts';
import { createSource } from './client-source.ts';
import type { News } from './client-stream.ts';

type Hello = Pick<Line, 'url' | 'reader' | 'tab'> & { after?: number };
type Said = Hello | 'leave';

/** One stream for all tabs: this runs once, whatever their number. */
const tabs = new Map<MessagePort, AbortController>();
const { name, begun } = beginLife('worker');
const alive = { id: 0, type: 'worker', data: name };
let source: ReturnType<typeof createSource> | undefined;

// #region pass
addEventListener('connect', (event) => {
  const port = (event as MessageEvent).ports[0]!;
  port.onmessage = ({ data }: MessageEvent<Said>) =>
    data === 'leave' ? leave(port) : join(port, data);
  void begun.then(() => port.postMessage(alive));
});

const pass = (news: News): void => {
  for (const port of tabs.keys()) port.postMessage(news);
};
// #endregion pass

// #region join
/** The first tab opens the stream, the last closes it. */
function join(port: MessagePort, hello: Hello): void {
  const { url, reader, tab, after } = hello;
  source ??= createSource(url, reader, pass);
  const missed = source.catchUp(after);
  for (const news of missed) port.postMessage(news);
  tabs.set(port, watch(port, tab));
}
// #endregion join

// #region leave
/** Each tab holds a lock: we get it when it is gone. */
function watch(port: MessagePort, tab: string) {
  const left = new AbortController();
  const { signal } = left;
  navigator.locks
    ?.request(tab, { signal }, () => leave(port))
    .catch(() => {}); // It has said that it leaves.
  return left;
}
// #endregion leave

function leave(port: MessagePort): void {
  tabs.get(port)?.abort();
  tabs.delete(port);
  if (tabs.size > 0) return;
  source?.close();
  source = undefined;
}
