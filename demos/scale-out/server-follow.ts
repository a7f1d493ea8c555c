import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Streams } from './server-streams.ts';

// #region follow
/** Serves a reader, and says to all which process does. */
export function follow(
  { engine, channel }: Streams,
  req: IncomingMessage,
  res: ServerResponse,
  reader: string,
): void {
  engine.serve(channel, req, res);
  // Refused: its answer is another one, and has ended.
  if (res.writableEnded) return;
  const data = JSON.stringify({ reader, by: process.pid });
  // A log that is away now leaves the page without this.
  channel.publish({ event: 'served', data }).catch(() => {});
}
// #endregion follow
