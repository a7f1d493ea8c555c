import type { IncomingMessage, ServerResponse } from 'node:http';

type Act = (res: ServerResponse) => void;

// #region endings
/** What can become of an open response. */
const endings = new Map<string, Act>([
  ['end', (res) => res.end()],
  ['cut', (res) => res.destroy()],
  ['silence', () => {}],
]);
// #endregion endings

// #region answers
/** What the next request can be told. */
const answers = new Map<string, Act>([
  ['type', (res) => head(res, 'text/plain').end('data: C\n\n')],
  ['cors', (res) => res.removeHeader('Access-Control-Allow-Origin')],
]);
for (const status of [204, 401, 404, 500, 503]) {
  answers.set(`${status}`, (res) => res.writeHead(status).end());
}
for (const status of [301, 307]) {
  const to = { Location: 'events' };
  answers.set(`${status}`, (res) => res.writeHead(status, to).end());
}
// #endregion answers

/** Two events, then an ending; or what comes after it. */
export default (req: IncomingMessage, res: ServerResponse): void => {
  const url = new URL(req.url ?? '', 'http://demo');
  const ending = url.searchParams.get('ending') ?? 'end';
  const known = [...endings.keys(), ...answers.keys()];
  if (url.pathname !== '/events' || !known.includes(ending)) {
    res.writeHead(404, { 'Content-Type': 'text/plain' });
    res.end(`Not found. Ask for events?ending= ${known.join(', ')}.\n`);
    return;
  }

  // #region again
  if (req.headers['last-event-id']) {
    answers.get(ending)?.(res);
    if (!res.headersSent) head(res).write('id: 3\ndata: C\n\n');
    return;
  }
  // #endregion again

  // #region first
  head(res).write('retry: 1000\nid: 1\ndata: A\n\n');
  res.write('id: 2\nevent: tick\ndata: B\n\n');
  const end = endings.get(ending) ?? ((res) => res.end());
  const timer = setTimeout(() => end(res), 500);
  res.on('close', () => clearTimeout(timer));
  // #endregion first
};

function head(res: ServerResponse, type = 'text/event-stream') {
  const fields = { 'Content-Type': type, 'Cache-Control': 'no-cache' };
  return res.writeHead(200, fields);
}
