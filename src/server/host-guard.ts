// DNS rebinding: a foreign page's name may be made to point at 127.0.0.1, and its scripts would then
// be of our origin. So a request must call this machine by a name that is its own.
import { hostname, networkInterfaces } from 'node:os';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { hostnameOf, type Settings } from '../origins.ts';
import { reachedBy } from './listen.ts';
import { isLoopbackAddress } from './loopback.ts';

export type HostGuard = {
  /** Whether a request's host is this machine. Answers 421 (RFC 9110 15.5.20) and returns false if not. */
  admit: (req: IncomingMessage, res: ServerResponse) => boolean;
  /** Whether an `Origin` header names the course's own site. */
  isSite: (origin: string | undefined) => boolean;
  /** Whether it names the site, or a lab: there each demo has a page of its own, which may use both labs. */
  isCourse: (origin: string | undefined) => boolean;
  /**
   * Whether no foreign page sends a request: browsers say which one does, wherever it could do harm.
   * https://fetch.spec.whatwg.org/#origin-header
   */
  isOwnPage: (req: IncomingMessage) => boolean;
};

/** @param settings with the ports really in use; read at each request */
export function createHostGuard(settings: () => Settings): HostGuard {
  function isOwn(host: string | undefined): boolean {
    const name = host && hostnameOf(host);
    if (!name) return false;
    return isOwnName(name) || isOwnAddress(name) || configuredHosts(settings()).includes(name);
  }

  /** Whether an origin is the configured one, or this machine at that port. */
  function isOrigin(
    origin: string | undefined,
    configured: string | undefined,
    scheme: 'http:' | 'https:',
    port: number,
  ): boolean {
    if (!origin || !URL.canParse(origin)) return false;
    if (origin === configured) return true;
    const { protocol, host, port: own } = new URL(origin);
    const usual = scheme === 'http:' ? 80 : 443;
    return protocol === scheme && Number(own || usual) === port && isOwn(host);
  }

  function isSite(origin: string | undefined): boolean {
    const { siteOrigin, port } = settings();
    return isOrigin(origin, siteOrigin, 'http:', port);
  }

  function isCourse(origin: string | undefined): boolean {
    const { labOrigin, labPort, labTlsOrigin, labTlsPort } = settings();
    return (
      isSite(origin) ||
      isOrigin(origin, labOrigin, 'http:', labPort) ||
      isOrigin(origin, labTlsOrigin, 'https:', labTlsPort)
    );
  }

  return {
    isSite,
    isCourse,
    isOwnPage(req) {
      const { origin } = req.headers;
      if (origin === undefined || isCourse(origin)) return true;
      return URL.canParse(origin) && new URL(origin).host === hostOf(req);
    },
    admit(req, res) {
      const host = hostOf(req);
      if (isOwn(host)) return true;
      res.writeHead(421, { 'Content-Type': 'text/plain; charset=utf-8' });
      res.end(
        `This server does not answer for "${host ?? ''}". Use http://localhost, or name the public origins in SITE_ORIGIN, LAB_ORIGIN and LAB_TLS_ORIGIN.\n`,
      );
      return false;
    },
  };
}

/** The host a request names: HTTP/2 has it in a pseudo-header. */
export function hostOf(req: IncomingMessage): string | undefined {
  return (req.headers[':authority'] as string | undefined) ?? req.headers.host;
}

function isOwnName(name: string): boolean {
  const own = hostname().toLowerCase();
  const short = own.split('.')[0];
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    [own, short, `${own}.local`, `${short}.local`].includes(name)
  );
}

function isOwnAddress(name: string): boolean {
  if (isLoopbackAddress(name)) return true;
  const address = name.replace(/^\[|\]$/g, '');
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.some((one) => one.address === address);
}

function configuredHosts({ host, siteOrigin, labOrigin, labTlsOrigin }: Settings): string[] {
  const origins = [siteOrigin, labOrigin, labTlsOrigin].flatMap((one) =>
    one ? [new URL(one).hostname] : [],
  );
  return [...origins, reachedBy(host).toLowerCase()];
}
