import type { ServerResponse } from 'node:http';

/** A status and, where something is wrong, a sentence. */
export function answer(
  res: ServerResponse,
  status: number,
  why = '',
): void {
  const plain = { 'Content-Type': 'text/plain; charset=utf-8' };
  res.writeHead(status, why ? plain : {}).end(why && `${why}\n`);
}
