import { get, type IncomingMessage } from 'node:http';
import { createPlace } from './server-place.ts';

/** Reads a stream, and opens it again when it ends. */
export function createReader(
  port: number,
  onDelay: (milliseconds: number) => void,
) {
  const place = createPlace();
  const { account } = place;
  const opened = Promise.withResolvers<void>();
  let response: IncomingMessage | undefined;
  let isStopped = false;
  let rest = '';

  function open(): void {
    const id = place.id();
    const headers = id ? { 'Last-Event-ID': id } : {};
    const address = { host: '127.0.0.1', port, headers, agent: false };
    const request = get(address, (res) => {
      response = res;
      rest = '';
      res.setEncoding('latin1').on('data', take);
      res.on('error', () => {});
      if (isStopped) res.pause();
      opened.resolve();
    });
    request.on('error', () => {});
    request.once('close', () => setTimeout(open, 100));
  }

  function take(text: string): void {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    for (const line of lines) {
      const at = place.take(line);
      if (at === undefined) continue;
      const delay = performance.timeOrigin + performance.now() - at;
      account.delay = Math.max(account.delay, delay);
      onDelay(delay);
    }
  }

  open();
  return {
    account,
    isOpen: opened.promise,
    // #region stop
    stop: (): void => {
      isStopped = true;
      response?.pause();
    },
    goOn: (): void => {
      isStopped = false;
      response?.resume();
    },
    // #endregion stop
  };
}
