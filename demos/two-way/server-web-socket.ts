import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { readerOf } from './server-address.ts';
import { join } from './server-receivers.ts';

const limits = { noServer: true, maxPayload: 1024 };
const server = new WebSocketServer(limits);

/** A WebSocket for both ways: pictures, and what it hears. */
export function upgrade(
  req: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  server.handleUpgrade(req, socket, head, (one) => {
    one.on('error', () => {});
    const reader = readerOf(req) ?? '';
    // #region socket
    const leave = join(reader, {
      show: (picture) => one.send(picture),
    });
    one.on('message', (text: Buffer) => one.send(text.toString()));
    // #endregion socket
    if (!leave) return one.close(1013, 'There is no room. Try later.');
    one.on('close', leave);
  });
}
