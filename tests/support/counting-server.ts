// A server that counts what a browser really opens: streams, their connections, requests.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import {
  createSecureServer,
  type Http2SecureServer,
  type Http2ServerRequest,
  type Http2ServerResponse,
} from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import { ensureCertificate } from '../../src/server/certificate.ts';
import { atEnd } from './at-end.ts';
import { temporaryFolder } from './companion.ts';

export type CountingServer = {
  origin: string;
  port: number;
  /** For what a test adds to it. */
  server: Server | Http2SecureServer;
  /** Event streams that are open now. */
  open: () => number;
  /** Connections that carry an open event stream. */
  connections: () => number;
  /** The requests that have come for an address, `/answer`. */
  requests: (url: string) => number;
  /** Resolves after that many more events in every open stream. */
  ticks: (count: number) => Promise<void>;
  /** Ends the stream that has been open longest. */
  endOldest: () => void;
  close: () => void;
};

type Response = ServerResponse | Http2ServerResponse;
type Ticker = Pick<CountingServer, 'ticks'> & { streams: Set<Response>; stop: () => void };

/** Milliseconds between two events of a stream. */
const pace = 25;

/** A shared worker that has one stream, whose events all its tabs get. */
const worker = `
const ports = [];
const source = new EventSource('/events');
source.onmessage = ({ data }) => ports.forEach((port) => port.postMessage(data));
onconnect = ({ ports: [port] }) => ports.push(port);
`;

const resources: Record<string, [type: string, body: string]> = {
  '/': ['text/html', '<!doctype html><title>A page</title><link rel="icon" href="data:,">'],
  '/answer': ['text/plain', 'answered'],
  '/image.svg': ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  '/script.js': ['text/javascript', '0;'],
  '/style.css': ['text/css', 'a {}'],
  '/worker.js': ['text/javascript', worker],
};

/** Serves over HTTP/1.1, on a port of its own, until the file's tests have ended. */
export function serveHttp1(): Promise<CountingServer> {
  return serve('http', createServer({ keepAliveTimeout: 60_000 }));
}

/**
 * Serves over HTTP/2.
 * @param mostStreams the limit that it announces; without one it announces nothing
 */
export async function serveHttp2(mostStreams?: number): Promise<CountingServer> {
  const settings = mostStreams === undefined ? {} : { maxConcurrentStreams: mostStreams };
  const certificate = await ensureCertificate(temporaryFolder());
  return serve('https', createSecureServer({ ...certificate, settings }));
}

async function serve(
  scheme: 'http' | 'https',
  server: Server | Http2SecureServer,
): Promise<CountingServer> {
  const ticker = startTicker();
  const sockets = new Set<Socket>();
  const urls: string[] = [];
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
  });
  server.on('request', (req: IncomingMessage | Http2ServerRequest, res: Response) => {
    urls.push(req.url ?? '');
    answer(req, res as ServerResponse, ticker);
  });
  const close = () => {
    ticker.stop();
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  atEnd(close);
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...{ origin: `${scheme}://localhost:${port}`, port, server, close },
    open: () => ticker.streams.size,
    connections: () => new Set([...ticker.streams].map(connectionOf)).size,
    requests: (url) => urls.filter((one) => one === url).length,
    ticks: ticker.ticks,
    endOldest() {
      const [oldest] = ticker.streams;
      if (oldest && ticker.streams.delete(oldest)) oldest.end();
    },
  };
}

function answer(
  { url = '/', headers }: IncomingMessage | Http2ServerRequest,
  res: ServerResponse,
  { streams }: Ticker,
): void {
  if (headers.origin) res.setHeader('Access-Control-Allow-Origin', headers.origin);
  res.setHeader('Access-Control-Allow-Credentials', 'true');
  // What has been fetched once must be fetched again: only then can it wait.
  res.setHeader('Cache-Control', 'no-store');
  const { pathname } = new URL(url, 'http://server');
  const [type, body] = resources[pathname] ?? [];
  if (type) return void res.writeHead(200, { 'Content-Type': type }).end(body);
  if (pathname !== '/events') return void res.writeHead(404).end();
  res.writeHead(200, { 'Content-Type': 'text/event-stream' });
  res.write(': ok\n\n');
  streams.add(res);
  res.on('close', () => streams.delete(res));
}

function startTicker(): Ticker {
  const streams = new Set<Response>();
  const waiting = new Map<() => void, number>();
  let now = 0;
  const timer = setInterval(() => {
    now += 1;
    for (const stream of streams) (stream as ServerResponse).write(`data: ${now}\n\n`);
    for (const [resolve, at] of waiting) if (at <= now && waiting.delete(resolve)) resolve();
  }, pace);
  return {
    streams,
    stop: () => clearInterval(timer),
    ticks: (count) => new Promise((resolve) => waiting.set(resolve, now + count)),
  };
}

function connectionOf(res: Response): unknown {
  return 'stream' in res ? res.stream.session : res.socket;
}
