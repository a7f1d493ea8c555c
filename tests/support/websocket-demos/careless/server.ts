// A demo that fails in every way that its WebSocket half can: what the host must survive.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';

const sockets = new WebSocketServer({ noServer: true });

/** Grants what waits under /late. */
let grantLate: (() => void) | undefined;

export default (req: IncomingMessage, res: ServerResponse): void => {
  if (req.url === '/grant') grantLate?.();
  res.end(grantLate ? 'somebody waits' : 'nobody waits');
};

export function upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void {
  if (req.url === '/throw') throw new Error('before the handshake');
  if (req.url === '/late') return void (grantLate = () => grant(req, socket, head));
  grant(req, socket, head);
}

function grant(req: IncomingMessage, socket: Duplex, head: Buffer): void {
  sockets.handleUpgrade(req, socket, head, (ws) => {
    // No listener for `error`, on purpose.
    ws.on('message', (data: Buffer) => {
      const text = data.toString();
      if (text === 'throw') throw new Error('in a listener');
      if (text === 'later') setTimeout(() => fail('from a timer'), 1);
      if (text === 'reject') void Promise.reject(new Error('from a promise'));
      if (text === 'twice') ws.close(4000, 'first');
      if (text === 'twice') throw new Error('after its own close');
    });
  });
}

function fail(how: string): never {
  throw new Error(how);
}
