// Cookies, as far as a class needs them. https://www.rfc-editor.org/rfc/rfc6265#section-4
import type { IncomingMessage, ServerResponse } from 'node:http';

export type CookieScope = {
  path: string;
  /** How long it lasts. */
  seconds: number;
  /** Whether it may travel over TLS only. */
  isSecure: boolean;
};

export function readCookie(req: IncomingMessage, name: string): string | undefined {
  const pairs = (req.headers.cookie ?? '').split('; ');
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** No script reads it, and no page of another site sends it along. */
export function setCookie(
  res: ServerResponse,
  name: string,
  value: string,
  { path, seconds, isSecure }: CookieScope,
): void {
  const secure = isSecure ? '; Secure' : '';
  const attributes = `Path=${path}; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure}`;
  res.appendHeader('Set-Cookie', `${name}=${value}; ${attributes}`);
}
