import { isNew, nameOf, type Line } from './client-line.ts';
import type { News } from './client-stream.ts';

/** The news by way of a worker that all tabs have in common. */
export function joinWorker(line: Line): () => void {
  const { url, reader, tab, last, hear, plays } = line;
  const left = new AbortController();
  let port: MessagePort;

  function connect(): void {
    // #region connect
    const worker = new SharedWorker(
      new URL('./client-worker.ts', import.meta.url),
      { type: 'module', name: nameOf(url) },
    );
    port = worker.port;
    port.onmessage = ({ data }: MessageEvent<News>) => {
      if (data.type === 'worker') watch(data.data);
      else if (isNew(data, last())) hear(data);
    };
    port.postMessage({ url, reader, tab, after: last() });
    // #endregion connect
    worker.onerror = () => hear({ id: 0, type: 'error', data: '' });
  }

  // #region watch
  /** The worker holds this lock: we get it if it has died. */
  function watch(worker: string): void {
    const { signal } = left;
    navigator.locks
      ?.request(worker, { signal }, connect)
      .catch(() => {}); // We left first.
  }
  // #endregion watch

  plays('client');
  connect();
  return () => {
    port.postMessage('leave');
    port.close();
    left.abort();
  };
}
