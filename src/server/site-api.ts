// What pages ask of the companion on their own origin: where the labs are, the wire tap, faults.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { originsFor, type Settings } from '../origins.ts';
import { allow } from './allow.ts';
import { attempt } from './attempt.ts';
import { clientAddress } from './client-address.ts';
import type { Faults } from './faults.ts';
import { hostOf, type HostGuard } from './host-guard.ts';
import type { LiveApi } from './live-api.ts';
import { readJson } from './read-body.ts';
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
  /** The class; a demo alone has none. */
  live?: LiveApi | undefined;
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
    if (options.live && /^\/api\/live(\/|$)/.test(path)) return options.live(req, res);
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
  const body = await readJson(req, res, options.guard);
  if (body === undefined) return;
  const asked = readFault(body);
  if (!asked) {
    return sendError(res, 400, 'Send { "run": "<tap>.<n>", "fault": "<name>" }, both as text.');
  }
  const outcome = options.faults.cause(asked.run, asked.fault);
  if ('error' in outcome) return sendError(res, outcome.status, outcome.error);
  sendJson(res, 200, { ...asked, ...outcome });
}

function readFault(body: unknown): { run: string; fault: string } | undefined {
  const { run, fault } = (body ?? {}) as { run?: unknown; fault?: unknown };
  return typeof run === 'string' && isRun(run) && typeof fault === 'string'
    ? { run, fault }
    : undefined;
}
