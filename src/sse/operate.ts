// What an operator needs of a process with an engine: is it there, does it take readers, how is it
// doing, and an end without loss.
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Http2Server, ServerHttp2Session } from 'node:http2';
import type { DrainOptions, Engine } from './engine.ts';
import { createMetrics } from './metrics.ts';

/**
 * What a server of event streams is made with, `createServer(serverLimits, …)`: what a stranger can
 * make it keep before there is a stream to count. A cookie jar has room, an upload has none.
 */
export const serverLimits = {
  /** Bytes of a request's head; above that Node answers 431 (RFC 6585, section 5). */
  maxHeaderSize: 8 * 1024,
  /** Milliseconds for the head, and for all of a request: the stream itself is its response. */
  headersTimeout: 10_000,
  requestTimeout: 10_000,
};

/** @returns whether it was one of the operator's three paths, and has been answered */
export type AnswerOperator = (req: IncomingMessage, res: ServerResponse) => boolean;

/**
 * `/healthz`: 200 while the process lives. `/readyz`: 503 from the moment it drains, so that no
 * balancer sends anybody more. `/metrics`: for Prometheus. They tell a stranger how busy a server
 * is; a proxy keeps them inside.
 */
export function createOperator(engine: Engine): AnswerOperator {
  const metrics = createMetrics(engine);
  const answers: Record<string, (res: ServerResponse) => void | Promise<void>> = {
    '/healthz': (res) => sendLine(res, 200, 'ok'),
    '/readyz': (res) =>
      engine.isDraining ? sendLine(res, 503, 'draining') : sendLine(res, 200, 'ready'),
    async '/metrics'(res) {
      const text = await metrics.text();
      res.writeHead(200, { 'Content-Type': metrics.type }).end(text);
    },
  };
  return (req, res) => {
    const answer = answers[req.url?.split('?')[0] ?? ''];
    void answer?.(res);
    return answer !== undefined;
  };
}

function sendLine(res: ServerResponse, status: number, line: string): void {
  res.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${line}\n`);
}

/**
 * What ends a server without loss: it takes no new connections, drains the engine, and lets HTTP/2
 * connections go with GOAWAY (RFC 9113, section 6.8). To be asked for when the server is made, since
 * a server does not tell its HTTP/2 sessions later.
 * @returns what does it; resolves when the last connection has closed
 */
export function createStop(
  server: Server | Http2Server,
  engine: Engine,
): (options?: DrainOptions) => Promise<void> {
  const sessions = new Set<ServerHttp2Session>();
  server.on('session', (session: ServerHttp2Session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
  });
  return async (options) => {
    const closed = new Promise((resolve) => server.close(resolve));
    // Their open streams go on until they are ended; new ones are refused.
    for (const session of sessions) session.close();
    await engine.drain(options);
    if ('closeAllConnections' in server) server.closeAllConnections();
    await closed;
  };
}
