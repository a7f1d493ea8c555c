import type { IncomingMessage, ServerResponse } from 'node:http';
import { readerOf, urlOf } from './server-address.ts';
import { readerNamed, type Reader } from './server-readers.ts';
import { refuse } from './server-refusal.ts';
import { stream } from './server-stream.ts';

export { upgrade } from './server-web-socket.ts';

export default (req: IncomingMessage, res: ServerResponse): void => {
  const name = readerOf(req);
  const whoIsThat = 'A reader is up to 20 of a-z and 0-9.';
  if (name === undefined) return refuse(res, 400, whoIsThat);
  const { pathname, searchParams } = urlOf(req);
  const act = acts[pathname.slice(1)];
  const isStream = pathname === '/events';
  const known = Object.keys(acts).join(', ');
  if (!act && !isStream)
    return refuse(res, 404, `There are events, ws; by POST ${known}.`);
  const reader = readerNamed(name);
  if (!reader) return refuse(res, 503, 'There is no room. Try later.');
  if (isStream) return stream(req, res, name, reader);
  if (req.method !== 'POST') return refuse(res, 405, 'Use POST.');
  const seconds = Number(searchParams.get('for') ?? 0);
  if (!outages.includes(seconds))
    return refuse(res, 400, `for is one of ${outages.join(', ')}.`);
  act!(reader, seconds);
  res.writeHead(204).end();
};

/** Seconds for which the line may be down. */
const outages = [0, 2, 5, 15];

// #region acts
/** What can happen to all connections of a reader at once. */
const acts: Record<string, (reader: Reader, seconds: number) => void> =
  {
    cut(reader, seconds) {
      reader.downUntil = Date.now() + seconds * 1000;
      for (const one of reader.connections) one.cut();
    },
    end(reader) {
      for (const one of reader.connections) one.end();
    },
    hush(reader) {
      for (const one of reader.connections) one.hush();
    },
  };
// #endregion acts
