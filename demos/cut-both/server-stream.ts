import type { IncomingMessage, ServerResponse } from 'node:http';
import { urlOf } from './server-address.ts';
import { follow } from './server-follow.ts';
import { connect, type Reader } from './server-readers.ts';
import { refuse } from './server-refusal.ts';
import type { Message } from './server-source.ts';

/** The reader's messages as an event stream. */
export function stream(
  req: IncomingMessage,
  res: ServerResponse,
  name: string,
  reader: Reader,
): void {
  if (Date.now() < reader.downUntil) return void res.destroy();
  const leave = connect(name, reader, {
    cut: () => res.destroy(),
    end: () => res.end(),
    hush: () => following.hush(),
  });
  if (!leave) return refuse(res, 503, 'There is no room. Try later.');
  res.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache',
  });
  res.write(': ok\n\n');
  // #region stream
  const send = ({ id, n }: Message): void =>
    void res.write(`id: ${id}\ndata: ${JSON.stringify({ id, n })}\n\n`);
  const reset = (): void => void res.write('event: reset\ndata\n\n');
  const following = follow(reader.source, lastId(req), send, reset);
  // #endregion stream
  res.on('close', () => {
    leave();
    following.stop();
  });
}

/** What the browser says when it comes back. */
function lastId(req: IncomingMessage): string {
  const last = req.headers['last-event-id'];
  return String(last ?? urlOf(req).searchParams.get('after') ?? '');
}
