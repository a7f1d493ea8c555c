import type { IncomingMessage, ServerResponse } from 'node:http';
import { readerOf, urlOf } from './server-address.ts';
import { refuse } from './server-refusal.ts';
import { say, show } from './server-say.ts';
import { stream } from './server-stream.ts';

export { upgrade } from './server-web-socket.ts';

type Answer = (
  req: IncomingMessage,
  res: ServerResponse,
  reader: string,
) => unknown;

const answers = new Map<string, Answer>([
  ['GET /events', stream],
  ['HEAD /events', stream],
  ['GET /mark', (_req, res) => res.writeHead(204).end()],
  ['POST /say', say],
  ['POST /picture', show],
]);

export default (req: IncomingMessage, res: ServerResponse): void => {
  const asked = `${req.method} ${urlOf(req).pathname}`;
  const answer = answers.get(asked);
  const known = [...answers.keys()].join(', ');
  if (!answer) return refuse(res, 404, `There are ${known}, and /ws.`);
  const reader = readerOf(req);
  const whoIsThat = 'A reader is up to 20 of a-z and 0-9.';
  if (reader === undefined) return refuse(res, 400, whoIsThat);
  answer(req, res, reader);
};
