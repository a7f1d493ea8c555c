import type { IncomingMessage, ServerResponse } from 'node:http';
import { readerOf, urlOf } from './server-address.ts';
import { countsOf } from './server-readers.ts';
import { join } from './server-stream.ts';

export { upgrade } from './server-web-socket.ts';

type Answer = (
  req: IncomingMessage,
  res: ServerResponse,
  reader: string,
) => void;

/** A stream, and two requests of the ordinary kind. */
const answers = new Map<string, Answer>([
  ['/events', join],
  ['/count', sendCount],
  ['/image', sendImage],
]);

export default (req: IncomingMessage, res: ServerResponse): void => {
  const answer = answers.get(urlOf(req).pathname);
  const known = [...answers.keys()].join(', ');
  if (!answer) return refuse(res, 404, `There are ${known}.`);
  const reader = readerOf(req);
  if (reader === undefined)
    return refuse(res, 400, 'A reader is up to 20 of a-z and 0-9.');
  answer(req, res, reader);
};

// #region ordinary
function sendCount(_: unknown, res: ServerResponse, reader: string) {
  send(res, 'application/json', JSON.stringify(countsOf(reader)));
}

function sendImage(_: unknown, res: ServerResponse): void {
  send(res, 'image/svg+xml', picture);
}

/** An answer that ends: its connection is free again at once. */
function send(res: ServerResponse, type: string, body: string): void {
  const fields = { 'Content-Type': type, 'Cache-Control': 'no-store' };
  res.writeHead(200, fields).end(body);
}
// #endregion ordinary

const picture =
  '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24">' +
  '<circle cx="12" cy="12" r="10" fill="#3a9a78"/></svg>';

function refuse(
  res: ServerResponse,
  status: number,
  why: string,
): void {
  res.writeHead(status, { 'Content-Type': 'text/plain' });
  res.end(`${why}\n`);
}
