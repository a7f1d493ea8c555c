// Who a client is, as far as limits are concerned.
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
