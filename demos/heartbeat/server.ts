import type { IncomingMessage, ServerResponse } from 'node:http';

// #region beats
const beats = new Map([
  ['none', ''],
  ['comment', ':\n\n'],
  ['ping', 'event: ping\ndata:\n\n'],
  ['ping-without-data', 'event: ping\n\n'],
]);
// #endregion beats

/** News when a reader comes or goes; in between, a heartbeat. */
export default (req: IncomingMessage, res: ServerResponse): void => {
  const url = new URL(req.url ?? '/', 'http://demo');
  const beat = beats.get(url.searchParams.get('beat') ?? 'comment');
  if (url.pathname !== '/events') return refuse(res, 404);
  if (beat === undefined) return refuse(res, 400);
  res.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache',
  });
  join(res, beat);
};

// #region join
const readers = new Map<ServerResponse, string>();
let timer: NodeJS.Timeout | undefined;

function join(res: ServerResponse, beat: string): void {
  readers.set(res, beat);
  timer ??= setInterval(beatAll, 2000);
  res.on('close', () => leave(res));
  if (beat) res.write(beat);
  tellAll();
}
// #endregion join

// #region leave
function leave(res: ServerResponse): void {
  readers.delete(res);
  if (readers.size > 0) return tellAll();
  clearInterval(timer);
  timer = undefined;
}

function beatAll(): void {
  for (const [res, beat] of readers) if (beat) res.write(beat);
}
// #endregion leave

function tellAll(): void {
  const data = JSON.stringify({ readers: readers.size });
  for (const res of readers.keys()) res.write(`data: ${data}\n\n`);
}

function refuse(res: ServerResponse, status: 400 | 404): void {
  res.writeHead(status, { 'Content-Type': 'text/plain' });
  const known = [...beats.keys()].join(', ');
  res.end(`The stream is at events?beat=, one of: ${known}.\n`);
}
