// What pages ask of the companion on their own origin: where the labs are, the wire tap, faults.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { originsFor, type Settings } from '../origins.ts';
import { attempt } from './attempt.ts';
import { clientAddress } from './client-address.ts';
import type { Faults } from './faults.ts';
import { hostOf, type HostGuard } from './host-guard.ts';
import { isRun } from './run-path.ts';
import { setCommonHeaders, setSiteHeaders } from './security-headers.ts';
import { sendError, sendJson } from './send-json.ts';
import type { TapStreams } from './tap-stream.ts';

export type SiteApiOptions = {
  /** With the ports really in use; read at each request. */
  settings: () => Settings;
  guard: HostGuard;
  streams: TapStreams;
  faults: Faults;
};

/** In the manner of Connect: what it does not answer, it passes on. */
export type Middleware = (req: IncomingMessage, res: ServerResponse, next: () => void) => void;

/** Checks the host and sets the security headers of every request, and answers `/api/…`. */
export function createSiteApi(options: SiteApiOptions): Middleware {
  return (req, res, next) => {
    const path = (req.url ?? '/').split('?')[0]!;
    setCommonHeaders(res);
    if (!options.guard.admit(req, res)) return;
    setSiteHeaders(res, originsFor(hostOf(req) ?? 'localhost', options.settings()));
    if (path.startsWith('/api/') && isForeign(req)) {
      return sendError(
        res,
        403,
        'Only the course’s own pages may ask here. Open the address itself.',
      );
    }
    if (path === '/api/origins')
      return allow(['GET', 'HEAD'], req, res, () => sendOrigins(req, res, options));
    if (path === '/api/faults')
      return allow(['POST'], req, res, () => attempt(res, () => takeFault(req, res, options)));
    if (path.startsWith('/api/tap/')) {
      const address = clientAddress(req.socket);
      return allow(['GET', 'HEAD'], req, res, () => options.streams.answer(req, res, address));
    }
    next();
  };
}

/**
 * Whether a page of another origin asks: it could not read the answer, but would use up the reader's
 * streams. Browsers say so (https://www.w3.org/TR/fetch-metadata/) wherever the origin is trustworthy.
 */
function isForeign(req: IncomingMessage): boolean {
  return ['cross-site', 'same-site'].includes(String(req.headers['sec-fetch-site']));
}

function sendOrigins(
  req: IncomingMessage,
  res: ServerResponse,
  { settings }: SiteApiOptions,
): void {
  sendJson(res, 200, originsFor(hostOf(req) ?? 'localhost', settings()));
}

async function takeFault(
  req: IncomingMessage,
  res: ServerResponse,
  options: SiteApiOptions,
): Promise<void> {
  if (!options.guard.isSite(req.headers.origin)) {
    return sendError(res, 403, 'Faults can be caused from the course’s own pages only.');
  }
  if (!/^application\/json\b/i.test(req.headers['content-type'] ?? '')) {
    return sendError(res, 415, 'Send JSON, with Content-Type: application/json.');
  }
  const body = await readBody(req);
  if (body === undefined) return sendError(res, 413, 'A fault fits into 1 KiB.');
  const asked = parseFault(body);
  if (!asked) {
    return sendError(res, 400, 'Send { "run": "<tap>.<n>", "fault": "<name>" }, both as text.');
  }
  const outcome = options.faults.cause(asked.run, asked.fault);
  if ('error' in outcome) return sendError(res, outcome.status, outcome.error);
  sendJson(res, 200, { ...asked, ...outcome });
}

/** The body as text; undefined when it is over 1 KiB, or never ended. */
async function readBody(req: IncomingMessage): Promise<string | undefined> {
  let body = '';
  try {
    for await (const bytes of req.setEncoding('utf8')) {
      body += bytes as string;
      if (Buffer.byteLength(body) > 1024) return undefined;
    }
    return body;
  } catch {
    return undefined;
  }
}

function parseFault(body: string): { run: string; fault: string } | undefined {
  try {
    const { run, fault } = JSON.parse(body) as { run?: unknown; fault?: unknown };
    return typeof run === 'string' && isRun(run) && typeof fault === 'string'
      ? { run, fault }
      : undefined;
  } catch {
    return undefined;
  }
}

function allow(
  methods: string[],
  req: IncomingMessage,
  res: ServerResponse,
  answer: () => void,
): void {
  if (methods.includes(req.method ?? '')) return answer();
  res.setHeader('Allow', methods.join(', '));
  sendError(res, 405, `Use ${methods.join(' or ')} here.`);
}
