import type { IncomingMessage, ServerResponse } from 'node:http';
import { followHandshakes } from './server-handshakes.ts';

/** Which HTTP a request came by; and the server's handshakes, live. */
export default (req: IncomingMessage, res: ServerResponse): void => {
  const { pathname } = new URL(req.url ?? '/', 'http://demo');
  if (pathname === '/version') {
    res.writeHead(200, { 'Content-Type': 'text/plain' });
    res.end(`HTTP/${req.httpVersion}\n`);
  } else if (pathname === '/events') {
    res.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-cache',
    });
    followHandshakes(res);
  } else {
    res.writeHead(404, { 'Content-Type': 'text/plain' });
    res.end('Not found. There are events and version.\n');
  }
};
