// A demo as issue and contract want it, for tests: echoes, and does what some messages ask.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';

const sockets = new WebSocketServer({ noServer: true, maxPayload: 1024 });

export default (req: IncomingMessage, res: ServerResponse): void => {
  if (req.url === '/count') return void res.end(String(sockets.clients.size));
  res.writeHead(200, { 'Content-Type': 'text/event-stream' });
  res.write(': ok\n\n');
};

export function upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void {
  sockets.handleUpgrade(req, socket, head, (ws) => {
    ws.on('error', () => {});
    ws.on('message', (data: Buffer, isBinary) => {
      const text = data.toString();
      if (text === 'url') ws.send(req.url ?? '');
      else if (text === 'ping') ws.ping('p');
      else if (text === 'flood') for (let n = 0; n < 60; n++) ws.send('x'.repeat(100_000));
      else ws.send(data, { binary: isBinary });
    });
  });
}
