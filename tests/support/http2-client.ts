// Node's own HTTP/2 client, for both halves of a comparison: what it received, as it received it.
import {
  connect,
  type ClientHttp2Session,
  type ClientSessionRequestOptions,
  type IncomingHttpHeaders,
} from 'node:http2';
import { growingBytes, type GrowingBytes } from './growing-bytes.ts';

export type Http2Stream = Omit<GrowingBytes, 'push' | 'end'> & {
  headers: Promise<IncomingHttpHeaders & { ':status'?: number }>;
  id: () => number;
  /** RST_STREAM with CANCEL, as a closed EventSource sends. */
  leave: () => void;
};

export type Http2Client = {
  session: ClientHttp2Session;
  open: (path: string, fields?: Record<string, string>) => Http2Stream;
  /** A POST without a body. */
  post: (path: string) => Http2Stream;
  close: () => void;
};

/** Opens one connection to an `https://` origin, whoever signed its certificate. */
export function http2Client(origin: string): Http2Client {
  const session = connect(origin, { rejectUnauthorized: false });
  session.on('error', () => {});
  return {
    session,
    open: (path, fields = {}) => openStream(session, { ':path': path, ...fields }),
    post: (path) => openStream(session, { ':path': path, ':method': 'POST' }, { endStream: true }),
    close: () => session.destroy(),
  };
}

function openStream(
  session: ClientHttp2Session,
  fields: Record<string, string>,
  options: ClientSessionRequestOptions = {},
): Http2Stream {
  const stream = session.request(fields, options);
  const bytes = growingBytes();
  const headers = Promise.withResolvers<IncomingHttpHeaders>();
  stream.on('response', headers.resolve);
  stream.on('data', bytes.push);
  stream.on('end', () => bytes.end('end'));
  stream.on('error', (error: NodeJS.ErrnoException) => bytes.end(error.code ?? 'error'));
  stream.on('close', () => bytes.end('closed'));
  headers.promise.catch(() => {});
  void bytes.ended.then((how) => headers.reject(new Error(`Ended (${how}) before its headers`)));
  return {
    ...bytes,
    headers: headers.promise,
    id: () => stream.id ?? 0,
    leave: () => stream.close(8),
  };
}
