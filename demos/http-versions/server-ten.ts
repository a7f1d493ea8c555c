import type { IncomingMessage, ServerResponse } from 'node:http';
import { head, type Out } from './server-head.ts';

/** Whether the connection carries nothing but this response. */
export function canBeTen(
  req: IncomingMessage,
  res: ServerResponse,
): boolean {
  // Behind one that is still open, a response has no socket yet.
  const isFirst = res.socket !== null;
  return req.httpVersionMajor === 1 && req.method === 'GET' && isFirst;
}

/** Answers as in 1996. Node's own answers always say HTTP/1.1. */
export function openTen(
  req: IncomingMessage,
  res: ServerResponse,
): Out {
  const { socket } = req;
  // #region ten
  const fields = { ...res.getHeaders(), ...head };
  const lines = Object.entries(fields).map(
    ([name, value]) => `${name}: ${String(value)}\r\n`,
  );
  socket.write(`HTTP/1.0 200 OK\r\n${lines.join('')}\r\n`);
  // #endregion ten

  // Whoever ends the response closes the connection: 1.0 knows no
  // other end. Node's own end would write a head into the body.
  res.end = () => {
    socket.end();
    return res;
  };
  return socket;
}
