import type { IncomingMessage, ServerResponse } from 'node:http';
import { actions } from '../../src/classroom/actions.ts';
import { startFrom, type Room } from '../../src/classroom/room.ts';
import { openStream } from '../../src/sse/receiver.ts';
import { answer, readJson } from './server-answer.ts';
import { classOf, engine } from './server-classes.ts';

/** What this page may do, of all that a class can. */
const here = new Set(['move', 'poll', 'vote', 'react']);
const isName = (name: string): boolean => /^[a-z0-9]{1,20}$/.test(name);

/** A class of its own for each page that asks for one. */
export default async (
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> => {
  const { pathname, searchParams } = new URL(req.url!, 'http://demo');
  const name = searchParams.get('class') ?? 'everyone';
  const seat = searchParams.get('seat') ?? 'somebody';
  const action = pathname.slice(1);
  if (action !== 'events' && !here.has(action))
    return answer(res, 404, 'The stream is at events.');
  if (req.method !== (action === 'events' ? 'GET' : 'POST'))
    return answer(res, 405, 'GET events, POST everything else.');
  if (!isName(name) || !isName(seat))
    return answer(res, 400, 'A name has 1 to 20 of a-z and 0-9.');
  const room = await classOf(name);
  if (!room) return answer(res, 503, 'Too many classes. Try later.');
  if (action === 'events') return follow(room, req, res, seat);
  const body = await readJson(req);
  const actor = { device: 1, seat };
  const outcome = await actions[action]!.take(body, room, actor);
  if (outcome.status === 200) answer(res, 204);
  else answer(res, outcome.status, outcome.error);
};

// #region follow
function follow(
  { channels }: Room,
  req: IncomingMessage,
  res: ServerResponse,
  seat: string,
): void {
  const heard = String(req.headers['last-event-id'] ?? '');
  const refusal = engine.welcome(
    channels.room,
    () => openStream(res, 1000),
    { address: req.socket.remoteAddress ?? '', principal: seat },
    startFrom(channels.room.lastEventId, heard),
  );
  if (refusal) answer(res, refusal.status, refusal.sentence);
}
// #endregion follow
