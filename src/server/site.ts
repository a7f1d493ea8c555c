// The site: the API first, then the built files, then Astro's handler for what is made on demand.
// The only file that knows the adapter.
import { existsSync, readFileSync } from 'node:fs';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server as HttpServer,
  type ServerResponse,
} from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import sirv from 'sirv';
import type { Settings } from '../origins.ts';
import { attempt } from './attempt.ts';
import type { ConnectionCaps } from './connection-caps.ts';
import { listen } from './listen.ts';
import type { Middleware } from './site-api.ts';

export type Site = { port: number; close: () => Promise<void> };

type SiteOptions = {
  settings: Settings;
  api: Middleware;
  connectionCaps: ConnectionCaps;
  /** Milliseconds that a connection may be silent: a client that reads nothing, or sends nothing. */
  silence?: number | undefined;
  /** Where `astro build` wrote `client/` and `server/`. */
  dist: string;
};

/** Milliseconds that open responses get for a clean end before they are cut. */
const grace = 400;

/** Milliseconds; the heartbeats of a wire tap come four times in it. */
const longestSilence = 60_000;

/** Starts the site. Rejects with a sentence when it has not been built, or its port cannot be had. */
export async function startSite(options: SiteOptions): Promise<Site> {
  const { settings, api, connectionCaps, dist, silence = longestSilence } = options;
  const page = readNotFoundPage(join(dist, 'client'));
  const files = serveFiles(join(dist, 'client'));
  const astro = await loadAstro(join(dist, 'server/entry.mjs'));
  const notFound = sendNotFound(page);
  const handle: RequestListener = (req, res) =>
    attempt(res, () => api(req, res, () => files(req, res, () => onDemand(req, res))));
  const onDemand: RequestListener = (req, res) =>
    attempt(res, () => astro(req, res, () => notFound(req, res)));
  const servers: HttpServer[] = [];
  const listener = await listen({
    host: settings.host,
    port: settings.port,
    variable: 'PORT',
    maxConnections: settings.maxStreams * 2,
    createServer() {
      const server = createServer({ headersTimeout: 10_000, requestTimeout: 30_000 }, handle);
      server.setTimeout(silence);
      server.prependListener('connection', connectionCaps.admit);
      servers.push(server);
      return server;
    },
  });
  return {
    port: listener.port,
    async close() {
      const closed = servers.map(closeConnections);
      listener.close();
      await Promise.all(closed);
    },
  };
}

function readNotFoundPage(folder: string): Buffer {
  const file = join(folder, '404.html');
  if (existsSync(file)) return readFileSync(file);
  throw new Error(
    `The site has not been built: there is no ${file}. Run npm start, which builds it.`,
  );
}

/** Files as the build left them, compressed where `compressDist` has done so. */
function serveFiles(folder: string): Middleware {
  const send = sirv(folder, {
    brotli: true,
    gzip: true,
    etag: true,
    setHeaders: (res, path) => setFileHeaders(res, path),
  });
  return (req, res, next) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') return next();
    const [path = '/', query] = (req.url ?? '/').split('?');
    // The page that says so is not there either.
    if (/^\/+404(\.html)?\/*$/.test(decode(path))) return next();
    if (!path.endsWith('/') && isFolder(folder, path)) {
      const location = `${path.replace(/^\/+/, '/')}/${query === undefined ? '' : `?${query}`}`;
      return void res.writeHead(301, { Location: location }).end();
    }
    // A file that was there at the start and is not now: a build has replaced it.
    res.once('pipe', (file) => file.once('error', () => res.destroy()));
    send(req, res, next);
  };
}

function isFolder(folder: string, path: string): boolean {
  const segments = decode(path).split('/');
  return !segments.includes('..') && existsSync(join(folder, ...segments, 'index.html'));
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

const textTypes: Record<string, string> = {
  css: 'text/css',
  js: 'text/javascript',
  mjs: 'text/javascript',
  json: 'application/json',
  txt: 'text/plain',
  xml: 'application/xml',
  webmanifest: 'application/manifest+json',
};

function setFileHeaders(res: ServerResponse, path: string): void {
  // Astro puts a hash of the content into these names, so that they never change.
  const isHashed = path.startsWith('/_astro/');
  res.setHeader('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
  const extension = /\.(\w+)$/.exec(path)?.[1] ?? '';
  const type = textTypes[extension];
  if (type) res.setHeader('Content-Type', `${type}; charset=utf-8`);
  // The search index: names that no list of types knows.
  if (/^(pagefind|pf_\w+)$/.test(extension))
    res.setHeader('Content-Type', 'application/octet-stream');
}

type Astro = (req: IncomingMessage, res: ServerResponse, next: () => void) => unknown;

/** `@astrojs/node` in middleware mode; a site without on-demand routes has none. */
async function loadAstro(entry: string): Promise<Astro> {
  if (!existsSync(entry)) return (_req, _res, next) => next();
  const { handler } = (await import(pathToFileURL(entry).href)) as { handler: Astro };
  return handler;
}

/** The 404 page, for every method and address that has nothing else. */
function sendNotFound(page: Buffer): (req: IncomingMessage, res: ServerResponse) => void {
  return (_req, res) => {
    res.writeHead(404, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Length': page.length,
      'Cache-Control': 'no-cache',
    });
    res.end(page);
  };
}

/** Closes each connection once its response has ended; after the grace, all that are left. */
async function closeConnections(server: HttpServer): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.once('close', resolve);
  const idle = setInterval(() => server.closeIdleConnections(), 20);
  const last = setTimeout(() => server.closeAllConnections(), grace);
  await promise;
  clearInterval(idle);
  clearTimeout(last);
}
