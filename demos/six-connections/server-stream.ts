import type { IncomingMessage, ServerResponse } from 'node:http';
import { change, type Reader } from './server-readers.ts';

/** Opens a stream that tells how many its reader has, and when. */
export function join(
  req: IncomingMessage,
  res: ServerResponse,
  name: string,
): void {
  res.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache',
  });
  // #region count
  change(name, (reader) => {
    reader.streams.set(res, socketNumber(reader, req));
  });
  // So that TCP finds out about a reader who vanished.
  const timer = setInterval(() => res.write(':\n\n'), 15_000);
  res.on('close', () => {
    clearInterval(timer);
    change(name, ({ streams }) => streams.delete(res));
  });
  // #endregion count
}

/** On HTTP/2 a socket carries many streams: what lasts is a session. */
function socketNumber(reader: Reader, req: IncomingMessage): number {
  const { stream } = req as { stream?: { session?: object } };
  const socket = stream?.session ?? req.socket;
  const number = reader.sockets.get(socket) ?? ++reader.lastSocket;
  reader.sockets.set(socket, number);
  return number;
}
