import type { ServerResponse } from 'node:http';

/** Answers with a status, and a sentence that says why. */
export function refuse(
  res: ServerResponse,
  status: number,
  why: string,
): void {
  const plain = { 'Content-Type': 'text/plain; charset=utf-8' };
  res.writeHead(status, plain).end(`${why}\n`);
}
