import type { IncomingMessage } from 'node:http';
import type { ServerHttp2Stream } from 'node:http2';
import type { TLSSocket } from 'node:tls';

/** Over HTTP/2 a request has a stream. */
type Request = IncomingMessage & { stream?: ServerHttp2Stream };

const numbers = new WeakMap<object, number>();
let last = 0;

/** Which of the connections that were seen here. */
function numberOf(connection: object): number {
  const number = numbers.get(connection) ?? ++last;
  numbers.set(connection, number);
  return number;
}

/** What the server knows of a request's HTTP, and its answer's. */
export function describe(req: Request, isTen: boolean): string {
  const socket = req.socket as TLSSocket;
  // #region seen
  const session = req.stream?.session;
  const usual = session ? '2' : '1.1';
  return JSON.stringify({
    asked: req.httpVersion,
    answered: isTen ? '1.0' : usual,
    alpn: (session ?? socket).alpnProtocol,
    connection: numberOf(session ?? socket),
    stream: req.stream?.id,
  });
  // #endregion seen
}
