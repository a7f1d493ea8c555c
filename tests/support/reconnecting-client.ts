// As much of an EventSource as it takes to come back: obeys `retry:`, sends `Last-Event-ID`, waits
// as long as it was told and no longer, as browsers do.
import { get, type ClientRequest } from 'node:http';
import { createParser } from '../../src/sse/parse.ts';

export type Watcher = {
  /** A response has begun. */
  onOpen: () => void;
  /** It is over; the reconnection time begins. */
  onDrop: () => void;
};

/** Opens a stream, and opens it again whenever it ends, however it ends. @returns leave */
export function readAndReconnect(url: string, { onOpen, onDrop }: Watcher): () => void {
  let lastEventId = '';
  let reconnectionTime = 3000;
  let timer: NodeJS.Timeout | undefined;
  let request: ClientRequest;
  const parser = createParser({
    onEvent: (event) => (lastEventId = event.lastEventId),
    onRetry: (milliseconds) => (reconnectionTime = milliseconds),
  });

  function open(): void {
    const headers = lastEventId ? { 'Last-Event-ID': lastEventId } : {};
    request = get(url, { agent: false, headers }, (response) => {
      onOpen();
      parser.reset();
      response.on('data', parser.feed);
      response.on('error', () => {});
    });
    request.on('error', () => {});
    request.once('close', () => {
      onDrop();
      timer = setTimeout(open, reconnectionTime);
    });
  }

  open();
  return () => {
    request.removeAllListeners('close').destroy();
    clearTimeout(timer);
  };
}
