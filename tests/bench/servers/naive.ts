// The loop that tutorials show: JSON and a write for each response, whatever the write says.
import { createServer, type ServerResponse } from 'node:http';
import { serve } from './serve.ts';

const responses = new Set<ServerResponse>();
const server = createServer((_req, res) => {
  res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' });
  res.flushHeaders();
  responses.add(res);
  res.on('close', () => responses.delete(res));
});
await serve(server, (payload) => {
  for (const res of responses) res.write(`data: ${JSON.stringify(payload)}\n\n`);
});
