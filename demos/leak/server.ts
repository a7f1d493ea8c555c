import type { IncomingMessage, ServerResponse } from 'node:http';
import { count } from './server-count.ts';
import { follow, wrote } from './server-tally.ts';
// As Node's own, but counted; and a lesson's leak has to end.
import { setInterval, clearInterval } from './server-tally.ts';

/** Two streams, one of which forgets what it started; one counts. */
export default (req: IncomingMessage, res: ServerResponse): void => {
  const { pathname } = new URL(req.url ?? '/', 'http://demo');
  const stream = streams.get(pathname);
  if (!stream) {
    res.writeHead(404, { 'Content-Type': 'text/plain' });
    res.end('Not found. There are events, leaky and clean.\n');
    return;
  }
  res.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache',
  });
  stream(res);
};

const streams = new Map([
  ['/events', count],
  ['/leaky', (res: ServerResponse) => follow(res, leaky)],
  ['/clean', (res: ServerResponse) => follow(res, clean)],
]);

// #region leaky
function leaky(res: ServerResponse): void {
  tell(res);
  setInterval(() => tell(res), 1000);
}
// #endregion leaky

// #region clean
function clean(res: ServerResponse): void {
  tell(res);
  const timer = setInterval(() => tell(res), 1000);
  res.on('close', () => clearInterval(timer));
}
// #endregion clean

// #region tell
function tell(res: ServerResponse): void {
  res.write(`data: ${new Date().toISOString()}\n\n`);
  wrote(res);
}
// #endregion tell
