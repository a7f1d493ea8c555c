// As little as Node can do: bare sockets, and one buffer for all, chunk and all. No server; a limit.
import { createServer, type Socket } from 'node:net';
import { serve } from './serve.ts';

const head =
  'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\nTransfer-Encoding: chunked\r\n\r\n';

const sockets = new Set<Socket>();
const server = createServer({ noDelay: true }, (socket) => {
  socket.once('data', () => {
    socket.write(head);
    sockets.add(socket);
  });
  socket.on('error', () => {});
  socket.on('close', () => sockets.delete(socket));
});
await serve(server, (payload) => {
  const event = `data: ${JSON.stringify(payload)}\n\n`;
  const chunk = Buffer.from(`${event.length.toString(16)}\r\n${event}\r\n`);
  for (const socket of sockets) socket.write(chunk);
});
