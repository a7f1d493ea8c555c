import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from './server-receivers.ts';
import { refuse } from './server-refusal.ts';

/** What a reader is told, as an event stream. */
export function stream(
  _req: IncomingMessage,
  res: ServerResponse,
  reader: string,
): void {
  // #region stream
  const leave = join(reader, {
    say: (text) => void res.write(`data: ${text}\n\n`),
    show(picture) {
      const text = picture.toString('base64');
      res.write(`event: picture\ndata: ${text}\n\n`);
    },
  });
  // #endregion stream
  if (!leave) return refuse(res, 503, 'There is no room. Try later.');
  res.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache',
  });
  res.write(': ok\n\n');
  res.on('close', leave);
}
