import type { IncomingMessage } from 'node:http';
import { createNews, type News, type Send } from './server-news.ts';

/** Readers at a time, and receivers of each: the page has two. */
const mostReaders = 50;
const mostReceivers = 4;
/** Milliseconds that the news goes on for a reader who is away. */
const patience = 30_000;

const readers = new Map<string, News>();

export const urlOf = ({ url }: IncomingMessage): URL =>
  new URL(url ?? '/', 'http://demo');

/** The reader whom a request names, '' for nobody; else undefined. */
export function readerOf(req: IncomingMessage): string | undefined {
  const name = urlOf(req).searchParams.get('reader') ?? '';
  return /^[a-z0-9]{0,20}$/.test(name) ? name : undefined;
}

/** What is said to whoever gives another name. */
export const whoIsThat = 'A reader is up to 20 of a-z and 0-9.';

/** What is said where there is no room for another receiver. */
export const noRoom = 'There is no room. Try later.';

/** The news of a reader; undefined if there is none. */
export const newsOf = (name: string): News | undefined =>
  readers.get(name);

// #region join
/**
 * Sends a reader's news to one more receiver.
 * @returns what ends that; undefined when there is no room
 */
export function join(
  name: string,
  send: Send,
): (() => void) | undefined {
  const news = readers.get(name) ?? createNews();
  const isNew = !readers.has(name);
  if (isNew && readers.size >= mostReaders) return undefined;
  if (news.receivers() >= mostReceivers) return undefined;
  readers.set(name, news);
  const leave = news.join(send);
  return () => {
    leave();
    setTimeout(() => forget(name, news), patience).unref();
  };
}
// #endregion join

function forget(name: string, news: News): void {
  if (news.receivers() > 0 || readers.get(name) !== news) return;
  news.stop();
  readers.delete(name);
}
