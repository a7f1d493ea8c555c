import type { IncomingMessage, ServerResponse } from 'node:http';
import type { News } from './server-news.ts';

type Post = (body: Record<string, unknown>, news: News) => string;

/** What can be posted. Each says what is wrong, or nothing. */
export const posts: Record<string, Post> = {
  '/news': ({ who }, news) => {
    const name = typeof who === 'string' ? who.trim() : '';
    if (!name || name.length > 20) {
      return 'Send {"who":"Zoe"}: a name of 1 to 20 characters.';
    }
    news.publish(name, 'login');
    return '';
  },
  '/pace': ({ seconds }, news) => {
    if (![0, 1, 3, 10].includes(seconds as number)) {
      return 'Send {"seconds":3}: 1, 3 or 10, or 0 for no news.';
    }
    news.setPace(seconds as number);
    return '';
  },
};

/** Reads a posted object and answers what its `post` says to it. */
export async function receive(
  req: IncomingMessage,
  res: ServerResponse,
  news: News,
  post: Post,
): Promise<void> {
  const body = await readObject(req);
  if (!body) return say(res, 400, 'The body is not JSON.');
  const wrong = post(body, news);
  if (wrong) return say(res, 422, wrong);
  res.writeHead(204).end();
}

async function readObject(req: IncomingMessage) {
  let text = '';
  // The host lets no body through that is longer than 16 KiB.
  for await (const part of req.setEncoding('utf8')) text += part;
  try {
    return Object(JSON.parse(text)) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

export function say(
  res: ServerResponse,
  status: number,
  sentence: string,
): void {
  res.writeHead(status, { 'Content-Type': 'text/plain' });
  res.end(`${sentence}\n`);
}
