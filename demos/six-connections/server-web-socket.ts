import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { readerOf } from './server-address.ts';
import { change } from './server-readers.ts';

// Nobody needs to say much to a server that only counts.
const limits = { noServer: true, path: '/ws', maxPayload: 1024 };
const server = new WebSocketServer(limits);

// #region upgrade
/** A WebSocket that tells how much its reader has open, and when. */
export function upgrade(
  req: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const name = readerOf(req) ?? '';
  server.handleUpgrade(req, socket, head, (one) => {
    one.on('error', () => {});
    one.on('close', () => {
      change(name, ({ webSockets }) => webSockets.delete(one));
    });
    change(name, ({ webSockets }) => webSockets.add(one));
  });
}
// #endregion upgrade
