import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { add, change, remove } from './server-cards.ts';
import { join, setEditing } from './server-readers.ts';
import { asRefusal, refuse } from './server-refusals.ts';
import { readRequest, type Ask } from './server-requests.ts';

// #region routes
const routes: Record<string, (ask: Ask) => object> = {
  'POST cards': add,
  'PUT cards/:id': change,
  'DELETE cards/:id': remove,
  'PUT editing/:id': ({ id, author }) => setEditing(author.by, id),
  'DELETE editing': ({ author }) => setEditing(author.by, ''),
};
// #endregion routes

/** A board for several people: events down, requests up. */
export default async (
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> => {
  const url = new URL(req.url ?? '/', 'http://demo');
  const left = new AbortController();
  res.on('close', () => left.abort());
  const answer = (status: number, body: object): void => {
    res.writeHead(status, { 'Content-Type': 'application/json' });
    res.end(JSON.stringify(body) + '\n');
  };
  try {
    if (url.pathname === '/events') {
      return join(res, url.searchParams.get('reader'));
    }
    const [, place, id = ''] = url.pathname.split('/');
    const name = `${req.method} ${place}${id && '/:id'}`;
    const act = routes[name] ?? refuse('place');
    const ask = await readRequest(req, url, id);

    // #region trouble
    const trouble = url.searchParams.get('try');
    const later = () => wait(3000, undefined, left);
    if (trouble === 'late' || trouble === 'refuse') await later();
    if (trouble === 'refuse') refuse('refused');
    const result = act(ask);
    if (trouble === 'late-answer') await later();
    // #endregion trouble
    answer(req.method === 'POST' ? 201 : 200, result);
  } catch (error) {
    const refusal = asRefusal(error);
    if (refusal) answer(refusal.status, refusal.body);
    else if (!left.signal.aborted) throw error;
  }
};
