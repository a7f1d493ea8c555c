import type { IncomingMessage, ServerResponse } from 'node:http';
import type { News } from './server-news.ts';

/** A reader's question: what is new since item number `after`? */
export type Question = {
  req: IncomingMessage;
  res: ServerResponse;
  news: News;
  after: number;
};

// #region poll
/** Answers at once, with nothing if there is nothing. */
export function poll({ res, news, after }: Question): void {
  res.setHeader('Content-Type', 'application/json');
  res.setHeader('Cache-Control', 'no-store');
  res.end(JSON.stringify(news.since(after)));
}
// #endregion poll

/** Answers as soon as there is something, or after ten seconds. */
export function longPoll(question: Question): void {
  const { res, news, after } = question;
  // #region long-poll
  if (news.since(after).length > 0) return poll(question);
  const unfollow = news.follow(answer);
  const timer = setTimeout(answer, 10_000);
  res.on('close', stop);

  function answer(): void {
    stop();
    poll(question);
  }
  // #endregion long-poll
  function stop(): void {
    unfollow();
    clearTimeout(timer);
  }
}

/** Begins an answer, and goes on with it whenever there is more. */
export function stream({ req, res, news, after }: Question): void {
  res.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache',
  });
  res.write(': ok\n\n');
  let last = Number(req.headers['last-event-id'] ?? after);
  // #region stream
  const send = (): void => {
    for (const item of news.since(last)) {
      const data = JSON.stringify(item);
      res.write(`id: ${item.id}\ndata: ${data}\n\n`);
      last = item.id;
    }
  };
  send();
  res.on('close', news.follow(send));
  // #endregion stream
}
