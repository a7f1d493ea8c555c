import type { IncomingMessage, ServerResponse } from 'node:http';
import { answer } from './server-answer.ts';
import { engine, type Room } from './server-room.ts';
import { roomOf } from './server-rooms.ts';

type Query = URLSearchParams;
type Act = (room: Room, res: ServerResponse, query: Query) => unknown;

const acts = new Map<string, Act>([
  ['GET /state', sendState],
  ['POST /rate', setRate],
  ['POST /cut', cut],
  ['POST /forget', forget],
]);

/** A channel of the engine for each reader who asks. */
export default async (
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> => {
  const url = new URL(req.url ?? '/', 'http://demo');
  const { pathname, searchParams: query } = url;
  const act = acts.get(`${req.method} ${pathname}`);
  if (!act && pathname !== '/events')
    return answer(res, 404, 'The stream is at events.');
  const name = query.get('reader') ?? 'everyone';
  if (!/^[a-z0-9]{1,20}$/.test(name))
    return answer(res, 400, 'A reader has 1 to 20 of a-z and 0-9.');
  const room = await roomOf(name);
  if (!room) return answer(res, 503, 'Too many readers. Try later.');
  if (act) return void act(room, res, query);
  engine.serve(room.channel, req, res);
};

function sendState(room: Room, res: ServerResponse): void {
  const json = { 'Content-Type': 'application/json' };
  res.writeHead(200, { ...json, 'Cache-Control': 'no-store' });
  res.end(JSON.stringify(room.state()));
}

function setRate(room: Room, res: ServerResponse, query: Query): void {
  if (room.setRate(Number(query.get('rate')))) return answer(res, 204);
  answer(res, 400, 'A rate is 0, 2, 20 or 100 events a second.');
}

function cut(room: Room, res: ServerResponse): void {
  room.cut(10);
  answer(res, 204);
}

async function forget(room: Room, res: ServerResponse): Promise<void> {
  await room.forget();
  answer(res, 204);
}
