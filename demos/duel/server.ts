import type { IncomingMessage, ServerResponse } from 'node:http';
import { rates, sizes, type News } from './server-news.ts';
import { newsOf, readerOf, urlOf } from './server-readers.ts';
import { refuse } from './server-refusal.ts';
import { stream } from './server-stream.ts';

export { upgrade } from './server-web-socket.ts';

type Answer = (req: IncomingMessage, res: ServerResponse) => void;

/** What is asked with GET, and what with POST. */
const answers = new Map<string, Answer>([
  ['GET /events', stream],
  ['HEAD /events', stream],
  ['GET /clock', sendClock],
  ['POST /settings', takeSettings],
  ['POST /burst', sendBurst],
]);

export default (req: IncomingMessage, res: ServerResponse): void => {
  const asked = `${req.method} ${urlOf(req).pathname}`;
  const answer = answers.get(asked);
  if (answer) return answer(req, res);
  const known = [...answers.keys()].join(', ');
  refuse(res, 404, `There are ${known}, and a WebSocket at /ws.`);
};

// #region clock
/** By it a page finds out how far its own clock is from this one. */
function sendClock(_: IncomingMessage, res: ServerResponse): void {
  res.setHeader('Cache-Control', 'no-store');
  res.end(String(performance.timeOrigin + performance.now()));
}
// #endregion clock

function takeSettings(req: IncomingMessage, res: ServerResponse): void {
  const { searchParams } = urlOf(req);
  const rate = Number(searchParams.get('rate'));
  const size = Number(searchParams.get('size'));
  const may = `rate: ${rates.join(', ')}; size: ${sizes.join(', ')}.`;
  if (!rates.includes(rate) || !sizes.includes(size))
    return refuse(res, 400, `Choose of ${may}`);
  change(req, res, (news) => news.set(rate, size));
}

function sendBurst(req: IncomingMessage, res: ServerResponse): void {
  change(req, res, (news) => news.burst(100));
}

/** Does something to the news of a reader who is receiving them. */
function change(
  req: IncomingMessage,
  res: ServerResponse,
  act: (news: News) => void,
): void {
  const news = newsOf(readerOf(req) ?? '-');
  if (!news) return refuse(res, 409, 'There is no news for that name.');
  act(news);
  res.writeHead(204).end();
}
