import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { largest } from './server-messages.ts';
import { join } from './server-receivers.ts';
import { readerOf, urlOf } from './server-address.ts';

// #region servers
const limits = { noServer: true, maxPayload: largest };
const plain = new WebSocketServer(limits);
const compressing = new WebSocketServer({
  ...limits,
  // Off by default. On, it packs each message.
  perMessageDeflate: true,
});
// #endregion servers

/** A WebSocket, which compresses if the reader wants that. */
export function upgrade(
  req: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const isZipped = urlOf(req).searchParams.get('compress') === 'on';
  const server = isZipped ? compressing : plain;
  server.handleUpgrade(req, socket, head, (one) => {
    one.on('error', () => {});
    const leave = join(readerOf(req) ?? '', (text) => one.send(text));
    if (!leave) return one.close(1013, 'There is no room. Try later.');
    one.on('close', leave);
  });
}
