import type { IncomingMessage, ServerResponse } from 'node:http';
import { createNews, type News } from './server-news.ts';
import { posts, receive, say } from './server-post.ts';
import { longPoll, poll, stream } from './server-ways.ts';

// #region ways
const ways: Record<string, typeof poll> = {
  '/ask': poll,
  '/poll': poll,
  '/long-poll': longPoll,
  '/events': stream,
};
// #endregion ways

const readers = new Map<string, News>();

/** The news of one reader; undefined when there are too many. */
function newsOf(reader: string): News | undefined {
  const known = readers.get(reader);
  if (known) return known;
  if (readers.size >= 200 && !makeRoom()) return undefined;
  const news = createNews(() => readers.delete(reader));
  readers.set(reader, news);
  return news;
}

/** Forgets one whom nobody follows now; their news begin anew. */
function makeRoom(): boolean {
  for (const [reader, news] of readers) {
    if (news.isFollowed()) continue;
    news.stop();
    return readers.delete(reader);
  }
  return false;
}

/** The same news, to be had in four ways. */
export default (req: IncomingMessage, res: ServerResponse): void => {
  const url = new URL(req.url ?? '/', 'http://demo');
  const post = req.method === 'POST' && posts[url.pathname];
  const way = req.method !== 'POST' && ways[url.pathname];
  if (!post && !way) {
    return say(res, 404, 'Not found. The stream is at events.');
  }
  const reader = url.searchParams.get('reader') ?? 'anybody';
  const after = Number(url.searchParams.get('after') ?? 0);
  if (!/^[a-z0-9]{1,16}$/.test(reader) || !Number.isInteger(after)) {
    return say(res, 400, 'Ask as ?reader=ana&after=12.');
  }
  const news = newsOf(reader);
  if (!news) return say(res, 503, 'Too many readers. Wait a minute.');
  if (way) return way({ req, res, news, after });
  if (post) receive(req, res, news, post).catch(() => res.destroy());
};
