import type { IncomingMessage, ServerResponse } from 'node:http';
import { constants, createGzip } from 'node:zlib';
import { refuse } from './server-refusal.ts';
import { join } from './server-receivers.ts';

/** An event stream, compressed if the reader wants that. */
export function stream(
  _req: IncomingMessage,
  res: ServerResponse,
  reader: string,
  query: URLSearchParams,
): void {
  const isZipped = query.get('compress') === 'on';
  const out = isZipped ? zip(res) : res;
  const leave = join(reader, (message) => {
    out.write(`data: ${message}\n\n`);
  });
  if (!leave) return refuse(res, 503, 'There is no room. Try later.');
  res.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache',
    ...(isZipped ? { 'Content-Encoding': 'gzip' } : {}),
  });
  out.write(': ok\n\n');
  res.on('close', leave);
}

// #region zip
/** Compresses what is written, and lets nothing wait. */
function zip(res: ServerResponse): NodeJS.WritableStream {
  // Without it an event stays inside until a block is full.
  const flush = constants.Z_SYNC_FLUSH;
  const gzip = createGzip({ flush });
  gzip.on('data', (bytes: Buffer) => res.write(bytes));
  res.on('close', () => gzip.destroy());
  return gzip;
}
// #endregion zip
