import type { IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { refuse } from './server-refusals.ts';

/** A card as somebody wishes it to be. */
export type Wish = { text: string; column: string };
/** Who wishes it, and the id they gave to their change. */
export type Author = { by: string; change: string };
export type Ask = {
  id: string;
  author: Author;
  wish: Wish;
  /** The version that the author saw, as an entity tag. */
  seen: string | undefined;
};

const columns: unknown[] = ['todo', 'doing', 'done'];

/** Reads a request and checks it: it may come from anybody. */
export async function readRequest(
  req: IncomingMessage,
  url: URL,
  id: string,
): Promise<Ask> {
  countThisSecond();
  const by = url.searchParams.get('reader')?.trim() ?? '';
  if (!by || by.length > 20) refuse('reader');
  const name = req.headers['change-id'] ?? '';
  const change = String(name).slice(0, 40);
  const isCard = url.pathname.startsWith('/cards');
  const hasWish = isCard && req.method !== 'DELETE';
  const wish = hasWish ? await readWish(req) : { text: '', column: '' };
  const seen = req.headers['if-match'];
  return { id, author: { by, change }, wish, seen };
}

async function readWish(req: IncomingMessage): Promise<Wish> {
  const size = Number(req.headers['content-length']);
  if (!(size <= 1000)) refuse('large');
  const body = await json(req).catch(() => refuse('json'));
  const { text, column } = Object(body) as Record<string, unknown>;
  if (typeof text !== 'string') refuse('text');
  if (!text.trim() || text.length > 80) refuse('text');
  if (!columns.includes(column)) refuse('column');
  return { text: text.trim(), column: String(column) };
}

let second = 0;
let count = 0;

function countThisSecond(): void {
  const now = Math.floor(Date.now() / 1000);
  count = now === second ? count + 1 : 1;
  second = now;
  if (count > 20) refuse('hurry');
}
