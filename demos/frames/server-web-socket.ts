import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { readerOf, urlOf } from './server-address.ts';
import type { Open } from './server-acts.ts';

/** Readers at a time, and bytes that a message from one may have. */
const mostReaders = 100;
const limits = { noServer: true, maxPayload: 100_000 };

/** The WebSocket of each reader. */
export const opened = new Map<string, Open>();

// #region servers
const handleProtocols = (offered: Set<string>): string | false =>
  offered.has('news.v1') ? 'news.v1' : false;
const plain = new WebSocketServer({ ...limits, handleProtocols });
const packing = new WebSocketServer({
  ...limits,
  handleProtocols,
  perMessageDeflate: true,
});
// #endregion servers

/** A WebSocket that does what it is asked to by POST, and hears all. */
export function upgrade(
  req: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const packs = urlOf(req).searchParams.get('compress') === 'on';
  const server = packs ? packing : plain;
  server.handleUpgrade(req, socket, head, (one) => {
    one.on('error', () => {});
    const name = readerOf(req) ?? '';
    if (opened.size >= mostReaders && !opened.has(name))
      return one.close(1013, 'There is no room. Try later.');
    opened.get(name)?.one.close(4001, 'Another one came.');
    const own = { one, socket };
    opened.set(name, own);
    one.on('close', () => {
      if (opened.get(name) === own) opened.delete(name);
    });
  });
}
