import type { ServerResponse } from 'node:http';

/** Answers a request. What `answer` throws or rejects is logged and becomes a 500; the process goes on. */
export function attempt(res: ServerResponse, answer: () => unknown): void {
  Promise.try(answer).catch((reason: unknown) => {
    console.error(reason);
    if (res.headersSent) return void res.destroy();
    res.writeHead(500, { 'Content-Type': 'text/plain; charset=utf-8' });
    res.end('The companion failed here. Its terminal says why.\n');
  });
}
