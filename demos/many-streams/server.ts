import type { IncomingMessage, ServerResponse } from 'node:http';
import { allow, leave, sessionOf } from './server-limit.ts';
import { refuse } from './server-refusal.ts';
import { hold } from './server-streams.ts';

/** Streams that are counted, on a connection that allows so many. */
export default (req: IncomingMessage, res: ServerResponse): void => {
  const { pathname } = new URL(req.url ?? '/', 'http://demo');
  const answer = answers.get(pathname);
  if (answer) answer(req, res);
  else refuse(res, 404, 'There are events, ping, limit and fresh.');
};

type Answer = (req: IncomingMessage, res: ServerResponse) => void;

const answers = new Map<string, Answer>([
  ['/events', hold],
  ['/ping', (_, res) => void res.end('pong\n')],
  ['/limit', onHttp2(allow)],
  ['/fresh', onHttp2(leave)],
]);

/** Only there does a connection carry several streams. */
function onHttp2(answer: typeof allow | typeof leave): Answer {
  return (req, res) => {
    const session = sessionOf(req);
    const streams = streamsIn(req.url);
    const changes = answer === leave || streams !== undefined;
    if (changes && req.method !== 'POST')
      return refuse(res, 405, 'That changes the connection: POST it.');
    if (session) return answer(session, res, streams);
    const why = 'A connection of HTTP/1.1 has no streams.';
    refuse(res, 400, `${why} Ask over HTTP/2.`);
  };
}

/** The number in `?streams=`, if there is one. */
function streamsIn(url = ''): number | undefined {
  const { searchParams } = new URL(url, 'http://demo');
  const text = searchParams.get('streams');
  return text === null ? undefined : Number(text);
}
