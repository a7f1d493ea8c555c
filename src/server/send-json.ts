// What the companion itself answers to pages' code: JSON, and errors that are sentences.
import type { ServerResponse } from 'node:http';

export function sendJson(res: ServerResponse, status: number, body: object): void {
  if (res.destroyed) return;
  // A refused upload is not read to its end: the connection cannot be used again.
  if (status === 413) res.setHeader('Connection', 'close');
  res.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
  });
  res.end(`${JSON.stringify(body)}\n`);
}

export function sendError(res: ServerResponse, status: number, error: string): void {
  sendJson(res, status, { error });
}
