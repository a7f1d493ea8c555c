import type { IncomingMessage, ServerResponse } from 'node:http';
import { everySecond } from './server-clock.ts';
import { openUsual, type Out } from './server-head.ts';
import { describe } from './server-seen.ts';
import { canBeTen, openTen } from './server-ten.ts';

/** One stream, in the HTTP that was asked for, or in HTTP/1.0. */
export default (req: IncomingMessage, res: ServerResponse): void => {
  const url = new URL(req.url ?? '', 'http://demo');
  const isTen = url.pathname === '/ten';
  if (!isTen && url.pathname !== '/events') {
    const where = 'The streams are at events and ten.';
    return say(res, 404, `Not found. ${where}`);
  }
  if (isTen && !canBeTen(req, res)) {
    const remedy = 'GET it over HTTP/1.1, behind no other.';
    return say(res, 400, `HTTP/1.0 has no frames. ${remedy}`);
  }

  // #region open
  const out = isTen ? openTen(req, res) : openUsual(res);
  const seen = `event: seen\ndata: ${describe(req, isTen)}\n\n`;
  // #endregion open

  if (url.searchParams.has('half')) return sendHalf(seen, out, res);
  out.write(seen);
  if (url.searchParams.has('once')) return void out.end();

  // #region stream
  let left = 60;
  const stop = everySecond((event) => {
    if (out.writableEnded) return;
    out.write(event);
    if (--left === 0) out.end();
  });
  res.on('close', stop);
  // #endregion stream
};

/** Leaves in the middle of the event. */
function sendHalf(event: string, out: Out, res: ServerResponse): void {
  // #region half
  const half = event.slice(0, event.length / 2);
  // With no error, HTTP/2 would say that all is well.
  out.write(half, () => res.destroy(new Error('cut')));
  // #endregion half
}

function say(res: ServerResponse, status: number, why: string): void {
  res.writeHead(status, { 'Content-Type': 'text/plain' });
  res.end(`${why}\n`);
}
