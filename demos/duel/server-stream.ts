import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, noRoom, readerOf, whoIsThat } from './server-readers.ts';
import { refuse } from './server-refusal.ts';

/** Bytes that may wait for a reader; a message more is dropped. */
export const mostWaiting = 1024 * 1024;

/** Answers with the reader's news as an event stream. */
export function stream(
  req: IncomingMessage,
  res: ServerResponse,
): void {
  const name = readerOf(req);
  if (name === undefined) return refuse(res, 400, whoIsThat);
  // #region stream
  const leave = join(name, (message) => {
    if (res.writableLength > mostWaiting) return;
    res.write(`data: ${message}\n\n`);
  });
  if (!leave) return refuse(res, 503, noRoom);
  res.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache',
  });
  res.write(': ok\n\n');
  res.on('close', leave);
  // #endregion stream
}
