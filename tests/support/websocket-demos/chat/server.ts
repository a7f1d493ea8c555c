// For tests of a class: what its POSTs say goes to every WebSocket, and the answer counts them.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';

const perMessageDeflate = { threshold: 0 };
const sockets = new WebSocketServer({ noServer: true, maxPayload: 1024, perMessageDeflate });
let asked = 0;
let opened = 0;

export default (req: IncomingMessage, res: ServerResponse): void => {
  if (req.method !== 'POST') return void res.writeHead(404).end();
  const text = new URL(req.url ?? '', 'http://unused').searchParams.get('text') ?? '';
  for (const socket of sockets.clients) socket.send(text);
  res.writeHead(202, { 'Content-Type': 'text/plain' }).end(`asked ${++asked}`);
};

export function upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void {
  sockets.handleUpgrade(req, socket, head, (one) => {
    one.on('error', () => {});
    one.on('message', (data: Buffer) => one.send(`heard ${data.toString()}`));
    one.send(`open ${++opened}`);
  });
}
