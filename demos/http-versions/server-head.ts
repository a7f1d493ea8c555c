import type { ServerResponse } from 'node:http';
import type { Writable } from 'node:stream';

/** Where the events go: a response, or a bare socket. */
export type Out = Pick<Writable, 'write' | 'end' | 'writableEnded'>;

export const head = {
  'Content-Type': 'text/event-stream',
  'Cache-Control': 'no-cache',
  // Without it a page of another origin is not told the version.
  'Timing-Allow-Origin': '*',
};

// #region usual
/** Node frames it: chunks in HTTP/1.1, DATA in HTTP/2. */
export function openUsual(res: ServerResponse): Out {
  return res.writeHead(200, head);
}
// #endregion usual
