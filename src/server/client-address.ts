// Who a client is, as far as limits are concerned.
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Settings } from '../origins.ts';
import { isLoopbackAddress } from './loopback.ts';

/** A client's address; IPv4 in IPv6 clothes is IPv4. */
export function clientAddress(socket: Socket): string {
  return (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
}

/**
 * Whether an address may stand for many clients: public origins mean a proxy, and a proxy on this
 * machine brings everybody from loopback. Limits per client would then be limits for all.
 */
export function standsForMany(address: string, settings: Settings): boolean {
  const { siteOrigin, labOrigin, labTlsOrigin } = settings;
  return Boolean(siteOrigin ?? labOrigin ?? labTlsOrigin) && isLoopbackAddress(address);
}

/**
 * A client's address, also behind the proxy of a public origin: the last one of `X-Forwarded-For` is
 * the proxy's own word, those before it are anybody's.
 */
export function forwardedAddress(req: IncomingMessage, settings: Settings): string {
  const address = clientAddress(req.socket);
  if (!standsForMany(address, settings)) return address;
  const forwarded = String(req.headers['x-forwarded-for'] ?? '').split(',');
  return forwarded.at(-1)!.trim() || address;
}
