// The lab: hosts every demo under `/<slug>/`, over HTTP/1.1 and over TLS with HTTP/2, and adds what
// the demos leave out on purpose: addresses, CORS, limits, faults, recording.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import { originsFor, type Settings } from '../origins.ts';
import { isSafe } from './allow.ts';
import { attempt } from './attempt.ts';
import { boundQueue } from './bound-queue.ts';
import type { Certificate } from './certificate.ts';
import type { Connection } from './connection.ts';
import type { ConnectionCaps } from './connection-caps.ts';
import { createConnections } from './connections.ts';
import { answering, fail, runContained } from './contain-demo.ts';
import { sendClientModule, sendDemoList, sendDemoPage, sendWireModule } from './demo-page.ts';
import type { Demos } from './demos.ts';
import type { Faults } from './faults.ts';
import { hostOf, type HostGuard } from './host-guard.ts';
import { listen, type Listener } from './listen.ts';
import { createOpenStreams, type OpenStreams } from './open-streams.ts';
import { inRoomOf, splitRun, splitSlug, tapOf } from './run-path.ts';
import type { SharedDemos } from './shared-demos.ts';
import type { StreamCaps } from './stream-caps.ts';
import type { TapStreams } from './tap-stream.ts';
import { sendTrustPage } from './trust-page.ts';
import { upgrade } from './upgrade.ts';
import type { WireTaps } from './wire-taps.ts';

export type Lab = {
  port: number;
  /** Undefined without a certificate. */
  tlsPort: number | undefined;
  /** Ends a demo's open responses and WebSockets in good order, so that clients come back to its new code. */
  endDemo: (slug: string) => void;
  /** Ends every response and WebSocket in good order, then the connections. */
  close: () => Promise<void>;
};

export type LabOptions = {
  settings: Settings;
  /** With the ports really in use; read at each request. */
  actual: () => Settings;
  demos: Demos;
  /** Serves one demo at `/` and nothing else. */
  only?: string | undefined;
  guard: HostGuard;
  caps: StreamCaps;
  taps: WireTaps;
  /** The taps as event streams, for pages of demos alone. */
  streams: TapStreams;
  faults: Faults;
  /** Demos that run once for all of a class; a demo alone has no class. */
  shared?: SharedDemos | undefined;
  certificate: Certificate | undefined;
  connectionCaps: ConnectionCaps;
  /** See `Places`. */
  idleTime?: number | undefined;
};

/** The HTTP servers decide themselves what the end of a request's bytes means. */
const socketOptions = {
  allowHalfOpen: true,
  noDelay: true,
  // TCP asks a client that has long been silent whether it is there: not every demo writes to it.
  keepAlive: true,
  keepAliveInitialDelay: 30_000,
};

/** Milliseconds that open streams get for a clean end before they are cut. */
const grace = 400;

/** Starts both listeners. Rejects with a sentence when a port cannot be had. */
export async function startLab(options: LabOptions): Promise<Lab> {
  const { settings, taps, certificate, faults } = options;
  const open = createOpenStreams();
  const connections = createConnections({
    handle: (req, res, connection, streamId) =>
      attempt(res, () => answer(req, res, connection, streamId, options, open)),
    upgrade: (asked) => attempt(asked.res, () => upgrade(asked, options, open)),
    taps,
    certificate,
    connectionCaps: options.connectionCaps,
    idleTime: options.idleTime,
  });
  const maxConnections = settings.maxStreams * 2;
  const { host, labPort, labTlsPort } = settings;
  const plain = await listen({
    host,
    port: labPort,
    variable: options.only ? 'PORT' : 'LAB_PORT',
    maxConnections,
    createServer: () => createServer(socketOptions, connections.acceptPlain),
  });
  const tls = await listenTls().catch((error: unknown) => {
    plain.close();
    throw error;
  });

  async function listenTls(): Promise<Listener | undefined> {
    if (!certificate) return undefined;
    return listen({
      host,
      port: labTlsPort,
      variable: 'LAB_TLS_PORT',
      maxConnections,
      createServer: () => createServer(socketOptions, connections.acceptTls),
    });
  }

  return {
    port: plain.port,
    tlsPort: tls?.port,
    endDemo: open.endDemo,
    async close() {
      plain.close();
      tls?.close();
      faults.releaseAll();
      open.endAll();
      await connections.close(grace);
    },
  };
}

function answer(
  req: IncomingMessage,
  res: ServerResponse,
  connection: Connection,
  streamId: number,
  options: LabOptions,
  open: OpenStreams,
): void | Promise<void> {
  // A demo's head is read by learners: beside its own lines it carries only what it needs.
  res.setHeader('X-Content-Type-Options', 'nosniff');
  if (!options.guard.admit(req, res)) return;
  allowSite(req, res, options.guard);
  if (req.method === 'OPTIONS') return answerPreflight(req, res);
  if (req.url?.startsWith('/api/tap/'))
    return onlyGet(req, res, () => answerTap(req, res, connection, options));
  if (!options.caps.admit(connection.address, res)) return;
  if (!admitChange(req, res, options.guard)) return;

  if (req.url === '/trust')
    return onlyGet(req, res, () => answerTrust(req, res, connection, options));

  const target = splitRun(req.url ?? '/');
  if (!target && sendWireModule(res, req.url ?? '')) return;
  if (!target) return notFound(res, 'A run is written /@<12 letters or digits>.<number>/.');
  const { run } = target;
  const isRecorded = run && options.taps.open(tapOf(run), connection.address);
  const response = { connection, streamId, res, end: () => void res.end() };
  if (isRecorded && options.faults.meet(run, response, takesEvents(req))) return;
  const inRoom = inRoomOf(target);
  if (inRoom && options.shared?.join(inRoom, req, { res, cut: connection.cut })) return;
  return route(req, res, target.path, options, open);
}

/** The tap of a page of the lab itself: a demo that shows its bytes alone. */
function answerTap(
  req: IncomingMessage,
  res: ServerResponse,
  { address }: Connection,
  { guard, streams }: LabOptions,
): void {
  if (guard.isOwnPage(req)) return streams.answer(req, res, address);
  res.writeHead(403, { 'Content-Type': 'text/plain; charset=utf-8' });
  res.end('Only pages of the course may see what was recorded.\n');
}

/** An EventSource says that it wants an event stream; whoever says nothing takes what comes. */
function takesEvents({ method, headers: { accept } }: IncomingMessage): boolean {
  return method === 'GET' && (accept ?? 'text/event-stream').includes('text/event-stream');
}

/** CORS, for the pages of the site and of the demos. https://fetch.spec.whatwg.org/#http-cors-protocol */
function allowSite(req: IncomingMessage, res: ServerResponse, guard: HostGuard): void {
  const { origin } = req.headers;
  res.setHeader('Vary', 'Origin');
  if (origin && guard.isCourse(origin)) res.setHeader('Access-Control-Allow-Origin', origin);
}

function answerPreflight(req: IncomingMessage, res: ServerResponse): void {
  if (res.hasHeader('Access-Control-Allow-Origin')) {
    res.setHeader('Access-Control-Allow-Methods', 'GET, HEAD, POST, PUT, PATCH, DELETE');
    const headers = req.headers['access-control-request-headers'];
    if (headers) res.setHeader('Access-Control-Allow-Headers', headers);
    res.setHeader('Access-Control-Max-Age', '600');
  }
  res.writeHead(204).end();
}

async function route(
  req: IncomingMessage,
  res: ServerResponse,
  path: string,
  { demos, only, actual }: LabOptions,
  open: OpenStreams,
): Promise<void> {
  const { slug, rest } = splitSlug(path, only);
  if (!only && path === '/') return onlyGet(req, res, () => sendDemoList(req, res, demos));
  if (!demos.has(slug)) return notFound(res, 'The lab’s demos are listed at /.');
  if (rest === undefined) return void res.writeHead(301, { Location: `./${slug}/` }).end();
  try {
    if (rest === '/') {
      const origins = originsFor(hostOf(req) ?? 'localhost', actual());
      return onlyGet(req, res, () => sendDemoPage(req, res, demos, slug, origins));
    }
    const file = rest.slice(1);
    // By its name first: the folder is not read for each request of a demo.
    if (file.startsWith('client-') && demos.clientModules(slug).includes(file))
      return onlyGet(req, res, () => sendClientModule(res, demos, slug, file));
    // As an address of its own, `//x/events` would be the path /events of a host x.
    if (rest.startsWith('//')) return notFound(res, 'A path begins with one slash.');
    // Who leaves while it loads must not be served: `close` comes only once.
    let hasLeft = false;
    res.once('close', () => (hasLeft = true));
    const handler = await demos.load(slug);
    if (hasLeft) return;
    boundQueue(res);
    open.add(slug, res, () => void res.end());
    req.url = rest;
    runContained(slug, handler, req, res);
    // A HEAD has its whole answer once the head is written; the stream behind it would never end.
    if (req.method === 'HEAD' && res.headersSent) res.end();
  } catch (error) {
    fail(answering(slug, res), error);
  }
}

/** Who sees the page over TLS has accepted the certificate; without TLS there is nothing to accept. */
function answerTrust(
  req: IncomingMessage,
  res: ServerResponse,
  { isOverTls }: Connection,
  { certificate, actual }: LabOptions,
): void {
  if (!certificate) return notFound(res, 'This server has no certificate.');
  const settings = actual();
  if (isOverTls) {
    // Behind a proxy the browser has seen the proxy's certificate, not ours.
    return sendTrustPage(req, res, settings.labTlsOrigin ? undefined : certificate.cert);
  }
  const { labTls } = originsFor(hostOf(req) ?? 'localhost', settings);
  res.writeHead(302, { Location: `${labTls}/trust` }).end();
}

/** Bytes that the body of a request may have. */
const largestBody = 16 * 1024;

/**
 * Whether a request that may change something can be let through: from a page of the course or of
 * the demo itself (a foreign page can send, though not read), with a body of a known, small size.
 */
function admitChange(req: IncomingMessage, res: ServerResponse, guard: HostGuard): boolean {
  if (isSafe(req)) return true;
  const refusal = refuseChange(req, guard);
  if (!refusal) return true;
  // The body is not read: over HTTP/1.1 the next request of this connection would begin inside it.
  if (req.httpVersionMajor === 1) res.setHeader('Connection', 'close');
  res.writeHead(refusal.status, { 'Content-Type': 'text/plain; charset=utf-8' });
  res.end(`${refusal.sentence}\n`);
  return false;
}

function refuseChange(
  req: IncomingMessage,
  guard: HostGuard,
): { status: 403 | 411 | 413; sentence: string } | undefined {
  if (!guard.isOwnPage(req)) {
    return { status: 403, sentence: 'Only pages of the course may change anything here.' };
  }
  const length = bodyLength(req);
  if (length === undefined) {
    return { status: 411, sentence: 'Say how long the body is, with Content-Length.' };
  }
  if (length <= largestBody) return undefined;
  return { status: 413, sentence: `The body may have ${largestBody} bytes. Send less.` };
}

/** Bytes of a request's body, 0 without one; undefined when it does not say. RFC 9112 6.3, RFC 9113 8.1 */
function bodyLength(req: IncomingMessage): number | undefined {
  const { 'content-length': length, 'transfer-encoding': coding } = req.headers;
  if (length !== undefined) return Number(length);
  const { stream } = req as unknown as { stream?: { endAfterHeaders: boolean } };
  const hasBody = stream ? !stream.endAfterHeaders : coding !== undefined;
  return hasBody ? undefined : 0;
}

/** For the host's own pages; what a demo takes at its own paths is the demo's business. */
function onlyGet(req: IncomingMessage, res: ServerResponse, send: () => void): void {
  if (req.method === 'GET' || req.method === 'HEAD') return send();
  res.writeHead(405, { Allow: 'GET, HEAD', 'Content-Type': 'text/plain; charset=utf-8' });
  res.end('This page can only be read. Use GET.\n');
}

function notFound(res: ServerResponse, hint: string): void {
  res.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' });
  res.end(`Not found. ${hint}\n`);
}
