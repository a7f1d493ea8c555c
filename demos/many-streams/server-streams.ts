import type { IncomingMessage, ServerResponse } from 'node:http';
import { sessionOf } from './server-limit.ts';
import { refuse } from './server-refusal.ts';

type Lane = {
  /** Which connection each open response is on; oldest first. */
  open: Map<ServerResponse, object>;
  timer: NodeJS.Timeout | undefined;
};

/** One for each reader and protocol, while a stream of it is open. */
const lanes = new Map<string, Lane>();

/** Holds a stream open, and counts it with the reader's others. */
export function hold(req: IncomingMessage, res: ServerResponse): void {
  const { searchParams } = new URL(req.url ?? '/', 'http://demo');
  const reader = searchParams.get('reader') ?? 'anyone';
  if (!/^\w{1,24}$/.test(reader))
    return refuse(res, 400, 'A reader is 1 to 24 letters or digits.');
  res.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache',
  });
  res.write(': open\n\n');
  count(`${reader} ${req.httpVersionMajor}`, req, res);
}

function count(
  name: string,
  req: IncomingMessage,
  res: ServerResponse,
): void {
  const fresh: Lane = { open: new Map(), timer: undefined };
  const lane = lanes.get(name) ?? fresh;
  lanes.set(name, lane);
  // #region connection
  lane.open.set(res, sessionOf(req) ?? req.socket);
  // #endregion connection
  tellSoon(lane);
  res.on('close', () => {
    lane.open.delete(res);
    if (lane.open.size > 0) return tellSoon(lane);
    clearTimeout(lane.timer);
    lanes.delete(name);
  });
}

// #region tell
function tellSoon(lane: Lane): void {
  lane.timer ??= setTimeout(() => {
    lane.timer = undefined;
    // The oldest of each connection: one may be left, unheard of.
    const newestFirst = [...lane.open].reverse();
    const told = new Map(newestFirst.map(([res, on]) => [on, res]));
    const counts = { streams: lane.open.size, connections: told.size };
    for (const res of told.values())
      res.write(`event: count\ndata: ${JSON.stringify(counts)}\n\n`);
  }, 50);
}
// #endregion tell
