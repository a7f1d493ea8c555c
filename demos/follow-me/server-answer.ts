import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

/** A status and, where something is wrong, a sentence. */
export function answer(
  res: ServerResponse,
  status: number,
  why = '',
): void {
  const plain = { 'Content-Type': 'text/plain; charset=utf-8' };
  res.writeHead(status, why ? plain : {}).end(why && `${why}\n`);
}

/** @returns undefined for what is no JSON: no action takes that */
export async function readJson(req: IncomingMessage): Promise<unknown> {
  try {
    return JSON.parse(await text(req));
  } catch {
    return undefined;
  }
}
