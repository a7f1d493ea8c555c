import type { IncomingMessage, ServerResponse } from 'node:http';

/** Somebody who reads, in as many tabs as they like. */
const newReader = () => ({
  /** Each open stream, and the number of the socket it is on. */
  streams: new Map<ServerResponse, number>(),
  sockets: new WeakMap<object, number>(),
  lastSocket: 0,
});
type Reader = ReturnType<typeof newReader>;

const readers = new Map<string, Reader>();

export function countsOf(name: string) {
  return { streams: readers.get(name)?.streams.size ?? 0 };
}

/** Opens a stream that tells how many its reader has, and when. */
export function join(
  req: IncomingMessage,
  res: ServerResponse,
  name: string,
): void {
  res.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache',
  });
  const reader = readers.get(name) ?? newReader();
  readers.set(name, reader);
  // #region count
  reader.streams.set(res, socketNumber(reader, req));
  tell(name);
  // So that TCP finds out about a reader who vanished.
  const timer = setInterval(() => res.write(':\n\n'), 15_000);
  res.on('close', () => {
    clearInterval(timer);
    reader.streams.delete(res);
    if (reader.streams.size === 0) readers.delete(name);
    tell(name);
  });
  // #endregion count
}

/** On HTTP/2 a socket carries many streams: what lasts is a session. */
function socketNumber(reader: Reader, req: IncomingMessage): number {
  const { stream } = req as { stream?: { session?: object } };
  const socket = stream?.session ?? req.socket;
  const number = reader.sockets.get(socket) ?? ++reader.lastSocket;
  reader.sockets.set(socket, number);
  return number;
}

// #region tell
function tell(name: string): void {
  const counts = countsOf(name);
  for (const [res, socket] of readers.get(name)?.streams ?? [])
    res.write(`data: ${JSON.stringify({ ...counts, socket })}\n\n`);
}
// #endregion tell
