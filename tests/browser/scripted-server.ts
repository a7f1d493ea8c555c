// A server whose every answer is the test's: what a browser does next is what is measured.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers the stream's request of that number, from 1. */
export type Answer = (res: ServerResponse, request: number, req: IncomingMessage) => void;

export type ScriptedServer = {
  origin: string;
  /** The requests for `/events` so far. */
  requests: { at: number; lastEventId: string | undefined }[];
  close: () => Promise<void>;
};

/** Serves an empty page at `/` and the test's answers at `/events`, for pages of any origin. */
export async function serveScript(answer: Answer): Promise<ScriptedServer> {
  const requests: ScriptedServer['requests'] = [];
  const server = createServer((req, res) => {
    // On a connection that was used before, Chromium itself repeats a request that failed.
    res.setHeader('Connection', 'close');
    if (req.url !== '/events') {
      return void res.writeHead(200, { 'Content-Type': 'text/html' }).end('<title>stream</title>');
    }
    requests.push({ at: performance.now(), lastEventId: readLastEventId(req) });
    res.setHeader('Access-Control-Allow-Origin', '*');
    answer(res, requests.length, req);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Writes a body and ends the response, as an event stream. */
export function endAfter(res: ServerResponse, body: string): void {
  res.writeHead(200, { 'Content-Type': 'text/event-stream' }).end(body);
}

/** Node reads header values as Latin-1; this one is UTF-8. */
function readLastEventId({ headers }: IncomingMessage): string | undefined {
  const value = headers['last-event-id'];
  return typeof value === 'string' ? Buffer.from(value, 'latin1').toString() : undefined;
}
