import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { join, noRoom, readerOf, whoIsThat } from './server-readers.ts';
import { mostWaiting } from './server-stream.ts';

// The page has nothing to say: it asks by POST, for both alike.
const limits = { noServer: true, maxPayload: 1024 };
const server = new WebSocketServer(limits);

/** The reader's news over a WebSocket. */
export function upgrade(
  req: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const name = readerOf(req);
  server.handleUpgrade(req, socket, head, (one) => {
    one.on('error', () => {});
    if (name === undefined) return one.close(1008, whoIsThat);
    // #region socket
    const leave = join(name, (message) => {
      if (one.bufferedAmount > mostWaiting) return;
      one.send(message);
    });
    if (!leave) return one.close(1013, noRoom);
    one.on('close', leave);
    // #endregion socket
  });
}
