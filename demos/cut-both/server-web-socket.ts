import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { readerOf, urlOf } from './server-address.ts';
import { follow } from './server-follow.ts';
import { connect, readerNamed } from './server-readers.ts';

const limits = { noServer: true, maxPayload: 1024 };
const server = new WebSocketServer(limits);

/** The reader's messages over a WebSocket. */
export function upgrade(
  req: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const name = readerOf(req) ?? '';
  const reader = readerNamed(name);
  if (reader && Date.now() < reader.downUntil)
    return void socket.destroy();
  server.handleUpgrade(req, socket, head, (one) => {
    one.on('error', () => {});
    const leave =
      reader &&
      connect(name, reader, {
        cut: () => one.terminate(),
        end: () => one.close(1012, 'The server restarts.'),
        hush,
      });
    if (!leave) return one.close(1013, 'There is no room. Try later.');
    // #region socket
    const send = (message: object): void =>
      one.send(JSON.stringify(message));
    const last = urlOf(req).searchParams.get('after') ?? '';
    const reset = (): void => send({ reset: true });
    const following = follow(reader.source, last, send, reset);
    // A ping of the protocol is nothing that a page could hear.
    const beat = setInterval(send, 2000, { beat: true });
    // #endregion socket
    function hush(): void {
      following.hush();
      clearInterval(beat);
    }
    one.on('close', () => {
      leave();
      following.stop();
      clearInterval(beat);
    });
  });
}
