import { beginLife } from './client-life.ts';
import { createSource } from './client-source.ts';
import type { News } from './client-stream.ts';

type Hello = {
  url: string;
  reader: string;
  tab: string;
  after: number | undefined;
};

/** One stream for all tabs: this runs once, whatever their number. */
const tabs = new Map<MessagePort, AbortController>();
const { name, begun } = beginLife('worker');
let source: ReturnType<typeof createSource> | undefined;

// #region pass
addEventListener('connect', (event) => {
  const port = (event as MessageEvent).ports[0]!;
  port.onmessage = ({ data }: MessageEvent<Hello | 'leave'>) =>
    data === 'leave' ? leave(port) : join(port, data);
});

const pass = (news: News): void => {
  for (const port of tabs.keys()) port.postMessage(news);
};
// #endregion pass

// #region join
/** The first tab opens the stream; the last one closes it. */
function join(port: MessagePort, hello: Hello): void {
  const { url, reader, tab, after } = hello;
  const left = new AbortController();
  tabs.set(port, left);
  source ??= createSource(url, reader, pass);
  for (const news of source.catchUp(after)) port.postMessage(news);
  const alive = { id: 0, type: 'worker', data: name };
  void begun.then(() => port.postMessage(alive));
  // The tab holds this lock: we get it once the tab is no more.
  navigator.locks
    ?.request(tab, { signal: left.signal }, () => leave(port))
    .catch(() => {}); // It has said that it leaves.
}

function leave(port: MessagePort): void {
  tabs.get(port)?.abort();
  tabs.delete(port);
  if (tabs.size > 0) return;
  source?.close();
  source = undefined;
}
// #endregion join
