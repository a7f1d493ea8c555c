import type { IncomingMessage, ServerResponse } from 'node:http';
import { newest, since, subscribe, type Entry } from './server-news.ts';
import { count, enter } from './server-streams.ts';

/** News with a number each; and how many streams a reader holds. */
export default (req: IncomingMessage, res: ServerResponse): void => {
  const url = new URL(req.url ?? '', 'http://demo');
  const reader = url.searchParams.get('reader') ?? 'everyone';
  const answer = (status: number, type: string, text: string): void => {
    const head = { 'Content-Type': type, 'Cache-Control': 'no-cache' };
    res.writeHead(status, head).end(text);
  };
  if (!/^[a-z0-9]{1,20}$/.test(reader))
    return answer(
      400,
      'text/plain',
      'A reader: 1 to 20 of a-z, 0-9.\n',
    );
  if (url.pathname === '/count')
    return answer(200, 'application/json', `${count(reader)}\n`);
  if (url.pathname !== '/events')
    return answer(404, 'text/plain', 'There are events and count.\n');

  res.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache',
  });
  res.write('retry: 1000\n\n');
  enter(reader, res);
  const after = readAfter(req, url.searchParams);

  // From before this process began: its count is another one. Said
  // first: a count without readers goes on as soon as one comes.
  if (after !== undefined && after > newest())
    res.write(`event: reset\ndata: ${newest()}\n\n`);

  // #region resume
  const send = ({ id, type, data }: Entry): void => {
    res.write(`id: ${id}\nevent: ${type}\ndata: ${data}\n\n`);
  };
  for (const missed of since(after)) send(missed);
  const leave = subscribe(send);
  // #endregion resume
  res.on('close', leave);
};

// #region after
/** The last that the reader has: a browser that comes back says. */
function readAfter(
  { headers }: IncomingMessage,
  query: URLSearchParams,
): number | undefined {
  const text = String(headers['last-event-id'] ?? query.get('after'));
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
// #endregion after
