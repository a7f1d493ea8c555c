import { isIPv4 } from 'node:net';

/**
 * Whether a text is an address of this machine's loopback. Names are not: `127.evil.example` is
 * anybody's.
 * @param address IPv6 with or without brackets
 */
export function isLoopbackAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '');
  return bare === '::1' || (isIPv4(bare) && bare.startsWith('127.'));
}
