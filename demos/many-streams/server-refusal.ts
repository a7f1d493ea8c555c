import type { ServerResponse } from 'node:http';

/** Answers with a sentence that says what to do. */
export function refuse(
  res: ServerResponse,
  status: number,
  sentence: string,
): void {
  res.writeHead(status, { 'Content-Type': 'text/plain' });
  res.end(`${sentence}\n`);
}
