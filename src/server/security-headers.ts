// Headers that narrow what a page may do. https://www.w3.org/TR/CSP3/
import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Origins } from '../origins.ts';
import { isLoopbackAddress } from './loopback.ts';

/** What every page of every origin carries. */
export function setCommonHeaders(res: ServerResponse): void {
  res.setHeader('X-Content-Type-Options', 'nosniff');
  res.setHeader('Referrer-Policy', 'strict-origin-when-cross-origin');
  res.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
}

/**
 * What the site's responses carry as well. Scripts and styles are governed by the policy inside each
 * page, which knows their hashes; both policies apply, so this one must not name scripts or styles.
 */
export function setSiteHeaders(res: ServerResponse, { site, lab, labTls }: Origins): void {
  res.setHeader(
    'Content-Security-Policy',
    [
      `connect-src 'self' ${withSockets([lab, labTls]).join(' ')}`,
      "frame-ancestors 'none'",
      "frame-src 'none'",
      "base-uri 'self'",
      "form-action 'self'",
      "object-src 'none'",
      `img-src 'self' data: ${lab} ${labTls}`,
      "font-src 'self'",
      "manifest-src 'self'",
      "worker-src 'self'",
    ].join('; '),
  );
  res.setHeader('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=()');
  // Browsers ignore it, with a complaint in the console, where the page is no secure context.
  if (isTrustworthy(site)) res.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
}

/** Origins and their WebSockets: `http:` does not stand for `ws:`. https://www.w3.org/TR/CSP3/#match-schemes */
function withSockets(origins: string[]): string[] {
  return [...origins, ...origins.map((origin) => origin.replace(/^http/, 'ws'))];
}

/**
 * The policy of a page that carries its own script and style, and of nothing else.
 * @param page.hasModules whether its script imports modules of its own origin
 * @param page.others the origins to which it connects beside its own
 */
export function labPolicy(page: {
  script?: string;
  style?: string;
  hasModules?: boolean;
  others?: string[];
}): string {
  const { script, style, hasModules = false, others = [] } = page;
  const modules = hasModules ? " 'self'" : '';
  return [
    "default-src 'none'",
    ...(script
      ? [
          `script-src ${hashOf(script)}${modules}`,
          ["connect-src 'self'", ...withSockets(others)].join(' '),
        ]
      : []),
    ...(style ? [`style-src ${hashOf(style)}`, "img-src 'self' data:"] : []),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

function isTrustworthy(origin: string): boolean {
  const { protocol, hostname } = new URL(origin);
  const isLocal = isLoopbackAddress(hostname) || /^(.*\.)?localhost$/.test(hostname);
  return protocol === 'https:' || isLocal;
}
