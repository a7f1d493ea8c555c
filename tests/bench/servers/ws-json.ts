// WebSockets as most write them: JSON anew for each one.
import { createServer } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';
import { serve } from './serve.ts';

const server = createServer();
const { clients } = new WebSocketServer({ server });
await serve(server, (payload) => {
  for (const client of clients)
    if (client.readyState === WebSocket.OPEN) client.send(JSON.stringify(payload));
});
