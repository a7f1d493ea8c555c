// A client that knows nothing of HTTP: what it sent and what came, byte for byte.
import { connect } from 'node:net';
import { growingBytes, type GrowingBytes } from './growing-bytes.ts';

export type RawClient = Omit<GrowingBytes, 'push' | 'end'> & {
  send: (text: string | Buffer) => void;
  /** Leaves as a closed tab does. */
  leave: () => void;
};

/** Connects to an `http://` origin and sends a text, or bytes. `ended` says `end` (FIN) or an error's code. */
export function rawClient(origin: string, text: string | Buffer): RawClient {
  const { hostname, port } = new URL(origin);
  const socket = connect(Number(port), hostname);
  const bytes = growingBytes();
  socket.on('data', bytes.push);
  socket.on('end', () => bytes.end('end'));
  socket.on('error', (error: NodeJS.ErrnoException) => bytes.end(error.code ?? 'error'));
  socket.on('close', () => bytes.end('closed'));
  socket.write(text);
  return { ...bytes, send: (more) => void socket.write(more), leave: () => void socket.destroy() };
}

/** A GET as short as HTTP/1.1 allows. */
export function get(origin: string, path: string, fields: Record<string, string> = {}): string {
  const all = { Host: new URL(origin).host, ...fields };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

/** Opens a path of an origin as a stream. */
export function openRaw(origin: string, path: string, fields?: Record<string, string>): RawClient {
  return rawClient(origin, get(origin, path, fields));
}
