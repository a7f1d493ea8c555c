import type { IncomingMessage, ServerResponse } from 'node:http';
import { readerOf, urlOf } from './server-address.ts';
import { compose, largest, type Kind } from './server-messages.ts';
import { say } from './server-receivers.ts';
import { refuse } from './server-refusal.ts';
import { stream } from './server-stream.ts';

export { upgrade } from './server-web-socket.ts';

type Answer = (
  req: IncomingMessage,
  res: ServerResponse,
  reader: string,
  query: URLSearchParams,
) => void;

const answers = new Map<string, Answer>([
  ['GET /events', stream],
  ['HEAD /events', stream],
  ['GET /mark', sendMark],
  ['POST /say', takeSay],
]);

export default (req: IncomingMessage, res: ServerResponse): void => {
  const { pathname, searchParams } = urlOf(req);
  const answer = answers.get(`${req.method} ${pathname}`);
  const known = [...answers.keys()].join(', ');
  if (!answer) return refuse(res, 404, `There are ${known}, and /ws.`);
  const reader = readerOf(req);
  const whoIsThat = 'A reader is up to 20 of a-z and 0-9.';
  if (reader === undefined) return refuse(res, 400, whoIsThat);
  answer(req, res, reader, searchParams);
};

/** Nothing. The page looks for this request on the wire. */
function sendMark(_: unknown, res: ServerResponse): void {
  res.writeHead(204, { 'Cache-Control': 'no-store' }).end();
}

// #region say
function takeSay(
  _: unknown,
  res: ServerResponse,
  reader: string,
  query: URLSearchParams,
): void {
  const size = Number(query.get('size'));
  const kind = query.get('kind') as Kind;
  if (!Number.isInteger(size) || size < 1 || size > largest)
    return refuse(res, 400, `A size is a number from 1 to ${largest}.`);
  const message = compose(kind, size);
  const count = say(reader, message);
  res.end(String(count));
}
// #endregion say
