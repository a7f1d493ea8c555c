import type { IncomingMessage, ServerResponse } from 'node:http';
import { acts } from './server-acts.ts';
import { readerOf, urlOf } from './server-address.ts';
import { refuse } from './server-refusal.ts';
import { opened } from './server-web-socket.ts';

export { upgrade } from './server-web-socket.ts';

export default (req: IncomingMessage, res: ServerResponse): void => {
  const { pathname, searchParams } = urlOf(req);
  if (pathname === '/events') return compare(res);
  const act = acts[pathname.slice(1)];
  const known = Object.keys(acts).join(', ');
  if (!act)
    return refuse(res, 404, `There are events, ws; by POST ${known}.`);
  if (req.method !== 'POST') return refuse(res, 405, 'Use POST.');
  const own = opened.get(readerOf(req) ?? '-');
  if (!own)
    return refuse(res, 409, 'That reader has no WebSocket open.');
  const isDone = act(own, searchParams.get('value') ?? '');
  if (!isDone) return refuse(res, 400, 'There is no such value.');
  res.writeHead(204).end();
};

/** The same message as an event, to hold beside the frame. */
function compare(res: ServerResponse): void {
  res.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache',
  });
  res.write('data: Hello\n\n');
}
