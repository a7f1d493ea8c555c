import type { ServerResponse } from 'node:http';
import type { WebSocket } from 'ws';

/** Somebody who reads, in as many tabs as they like. */
const newReader = () => ({
  /** Each open stream, and the number of the socket it is on. */
  streams: new Map<ServerResponse, number>(),
  webSockets: new Set<WebSocket>(),
  sockets: new WeakMap<object, number>(),
  lastSocket: 0,
});
export type Reader = ReturnType<typeof newReader>;

const readers = new Map<string, Reader>();

export function countsOf(name: string) {
  const { streams, webSockets } = readers.get(name) ?? newReader();
  return { streams: streams.size, webSockets: webSockets.size };
}

// #region change
/** Adds or takes away something of a reader's, and tells them. */
export function change(
  name: string,
  act: (reader: Reader) => unknown,
): void {
  const reader = readers.get(name) ?? newReader();
  readers.set(name, reader);
  act(reader);
  const { streams, webSockets } = countsOf(name);
  if (streams + webSockets === 0) readers.delete(name);
  const counts = { streams, webSockets };
  for (const [res, socket] of reader.streams)
    res.write(`data: ${JSON.stringify({ ...counts, socket })}\n\n`);
  for (const one of reader.webSockets) one.send(JSON.stringify(counts));
}
// #endregion change
