import type { IncomingMessage } from 'node:http';

export const urlOf = ({ url }: IncomingMessage): URL =>
  new URL(url ?? '/', 'http://demo');

/** The reader whom a request names, '' for nobody; else undefined. */
export function readerOf(req: IncomingMessage): string | undefined {
  const name = urlOf(req).searchParams.get('reader') ?? '';
  return /^[a-z0-9]{0,20}$/.test(name) ? name : undefined;
}
