// Which methods an address takes. https://www.rfc-editor.org/rfc/rfc9110#section-15.5.6
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendError } from './send-json.ts';

/** Whether a request only reads. https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1 */
export function isSafe({ method = '' }: IncomingMessage): boolean {
  return ['GET', 'HEAD'].includes(method);
}

/** Answers 405, with `Allow`, to any other method. */
export function allow(
  methods: string[],
  req: IncomingMessage,
  res: ServerResponse,
  answer: () => void,
): void {
  if (methods.includes(req.method ?? '')) return answer();
  res.setHeader('Allow', methods.join(', '));
  sendError(res, 405, `Use ${methods.join(' or ')} here.`);
}
