import type { IncomingMessage, ServerResponse } from 'node:http';
import { follow } from './server-follow.ts';
import { openStreams } from './server-streams.ts';

let said = 0;

/** A channel that all processes share which share a Redis. */
export default async (
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> => {
  const url = new URL(req.url ?? '/', 'http://demo');
  const asked = `${req.method} ${url.pathname}`;
  if (url.pathname !== '/events' && asked !== 'POST /say')
    return answer(res, 404, 'There are GET events and POST say.');
  const reader = url.searchParams.get('reader') ?? 'someone';
  if (!/^[a-z0-9-]{1,20}$/.test(reader))
    return answer(res, 400, 'A reader has 1 to 20 of a-z, 0-9 and -.');
  try {
    const streams = await openStreams();
    if (url.pathname === '/events')
      return follow(streams, req, res, reader);
    // #region say
    const data = JSON.stringify({ by: process.pid, n: ++said });
    const id = await streams.channel.publish({ event: 'said', data });
    answer(res, 200, id);
    // #endregion say
  } catch (error) {
    res.setHeader('Retry-After', '2');
    answer(res, 503, (error as Error).message);
  }
};

function answer(
  res: ServerResponse,
  status: number,
  why: string,
): void {
  const plain = { 'Content-Type': 'text/plain; charset=utf-8' };
  res.writeHead(status, plain).end(`${why}\n`);
}
