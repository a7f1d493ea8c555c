// The body of a POST from one of the course's own pages: JSON, and small.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HostGuard } from './host-guard.ts';
import { sendError } from './send-json.ts';

/**
 * Reads what a page sent. Answers 403, 415, 413 or 400 itself, with the remedy, and returns undefined.
 * @param most bytes
 */
export async function readJson(
  req: IncomingMessage,
  res: ServerResponse,
  guard: HostGuard,
  most = 1024,
): Promise<unknown> {
  if (!guard.isSite(req.headers.origin))
    return void sendError(res, 403, 'Only the course’s own pages may do this.');
  if (!/^application\/json\b/i.test(req.headers['content-type'] ?? ''))
    return void sendError(res, 415, 'Send JSON, with Content-Type: application/json.');
  const body = await readBody(req, most);
  if (body === undefined) return void sendError(res, 413, `Send at most ${most} bytes.`);
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return void sendError(res, 400, 'This is no JSON. Send an object, as JSON.stringify makes it.');
  }
}

/** The body as text; undefined when it is too large, or never ended. */
async function readBody(req: IncomingMessage, most: number): Promise<string | undefined> {
  if (Number(req.headers['content-length'] ?? 0) > most) return undefined;
  let body = '';
  try {
    for await (const bytes of req.setEncoding('utf8')) {
      body += bytes as string;
      if (Buffer.byteLength(body) > most) return undefined;
    }
    return body;
  } catch {
    return undefined;
  }
}
