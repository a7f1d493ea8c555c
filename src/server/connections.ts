// The lab's connections: each is numbered, tapped, and handed to the HTTP server of its protocol.
import { channel } from 'node:diagnostics_channel';
import { createServer as createHttp1, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttp2, type ServerHttp2Session } from 'node:http2';
import type { Socket } from 'node:net';
import { createServer as createTls, type TLSSocket } from 'node:tls';
import type { Certificate } from './certificate.ts';
import { createLive, type Connection, type Live } from './connection.ts';
import type { ConnectionCaps } from './connection-caps.ts';
import { answerUpgrade, asksForWebSocket, type Upgrade } from './upgrade.ts';
import type { WireTaps } from './wire-taps.ts';

export type Connections = {
  acceptPlain: (socket: Socket) => void;
  acceptTls: (socket: Socket) => void;
  /** Closes each connection once its last response has ended; the rest after `grace` milliseconds. */
  close: (grace: number) => Promise<void>;
};

type Handle = (
  req: IncomingMessage,
  res: ServerResponse,
  connection: Connection,
  /** Which stream of the connection; 0 on HTTP/1. */
  streamId: number,
) => void;

type Options = {
  handle: Handle;
  /** Is given each request to become a WebSocket. */
  upgrade: (upgrade: Upgrade) => void;
  taps: WireTaps;
  certificate: Certificate | undefined;
  connectionCaps: ConnectionCaps;
  /** Milliseconds that a connection may stay without a response. */
  idleTime?: number | undefined;
};

/** Streams that a browser may open on one HTTP/2 connection: the least that RFC 9113 6.5.2 advises. */
const maxConcurrentStreams = 100;

/**
 * Streams that a browser may reset on one connection, at once and then each second, before Node takes
 * it for an attack. A page that closes an EventSource resets its stream: with Node's 1000 a reader
 * could not close 256 of them five times.
 */
const resets = { streamResetBurst: 5000, streamResetRate: 100 };

/** Milliseconds that a connection may stay without a response: idle, or dribbling a request. */
const longestIdle = 16_000;

/** Milliseconds that a client has to agree on TLS. */
const handshakeTime = 10_000;

// TLS servers take it from their sockets' options, which Node's types do not know.
const halfOpen: object = { allowHalfOpen: true };

/** For a demo that shows what a TLS server is told, and has none of its own. */
const handshakes = channel('tls.handshake');

export function createConnections(options: Options): Connections {
  const { handle, taps, certificate, connectionCaps, idleTime = longestIdle } = options;
  const open = new Map<object, Live>();
  let last = 0;

  // Neither of them listens: connections are handed in.
  const http1 = createHttp1(
    { keepAliveTimeout: longestIdle - 1000, shouldUpgradeCallback: asksForWebSocket },
    (req, res) => serve(req, res, open.get(req.socket), 0),
  );
  http1.on('upgrade', (req, socket, head) => {
    const live = open.get(socket);
    // What asks while an earlier request is being answered would write into that answer.
    if (!live || live.isAnswering()) return void socket.destroy();
    const res = answerUpgrade(req, socket);
    live.responseBegan(res);
    res.once('finish', live.close);
    options.upgrade({ req, socket, head, res, connection: live.connection });
  });
  // No WebSocket over HTTP/2 (RFC 8441): it is not announced, so browsers open HTTP/1.1 for it.
  const http2 = createHttp2({ settings: { maxConcurrentStreams }, ...resets }, (req, res) => {
    const connection = req.stream.session && open.get(req.stream.session);
    serve(req as never, res as never, connection, req.stream.id ?? 0);
  });
  // Before any handler writes: the recorder must know the stream's run by then.
  http2.prependListener('stream', (stream, _headers, _flags, rawHeaders) => {
    const live = stream.session && open.get(stream.session);
    live?.identify?.(stream, rawHeaders);
  });
  http2.on('sessionError', () => {});
  const tls = createTls({ ...certificate, ALPNProtocols: ['h2', 'http/1.1'], ...halfOpen });
  const cert = certificate?.cert;
  tls.on('tlsClientError', (error) => handshakes.publish({ cert, error }));
  tls.on('secureConnection', (socket: TLSSocket) => {
    const { alpnProtocol } = socket;
    handshakes.publish({ cert, tls: socket.getProtocol(), alpn: alpnProtocol || 'none' });
    const key = remoteEnd(socket);
    const raw = handshaking.get(key);
    handshaking.delete(key);
    if (raw) begin(socket, raw, socket.alpnProtocol === 'h2');
    else socket.destroy();
  });
  // A TLS socket cannot be reset; the TCP socket under it can. Both have the same remote end.
  const handshaking = new Map<string, Socket>();

  function serve(
    req: IncomingMessage,
    res: ServerResponse,
    live: Live | undefined,
    stream: number,
  ): void {
    if (!live) return void res.destroy();
    live.responseBegan(res);
    handle(req, res, live.connection, stream);
  }

  function begin(socket: Socket, raw: Socket, isHttp2: boolean): void {
    const live = createLive({ number: ++last, socket, raw, isHttp2, taps, idleTime });
    if (!isHttp2) {
      open.set(live.tapped, live);
      live.tapped.on('close', () => open.delete(live.tapped));
      return void http1.emit('connection', live.tapped);
    }
    // The session is made, and announced, while the connection is being handed in.
    http2.once('session', (session: ServerHttp2Session) => {
      open.set(session, live);
      live.session = session;
      // Node asks the socket, which it cannot see behind the tap.
      Object.defineProperties(session, {
        encrypted: { value: true },
        alpnProtocol: { value: 'h2' },
      });
      live.tapped.on('close', () => open.delete(session));
    });
    http2.emit('connection', live.tapped);
  }

  return {
    acceptPlain(socket) {
      if (connectionCaps.admit(socket)) begin(socket, socket, false);
    },
    acceptTls(socket) {
      if (!connectionCaps.admit(socket)) return;
      const key = remoteEnd(socket);
      handshaking.set(key, socket);
      const deadline = setTimeout(() => {
        if (handshaking.get(key) === socket) socket.destroy();
      }, handshakeTime).unref();
      socket.on('close', () => {
        clearTimeout(deadline);
        if (handshaking.get(key) === socket) handshaking.delete(key);
      });
      tls.emit('connection', socket);
    },
    async close(grace) {
      const all = [...open.values()];
      const closed = Promise.all(all.map((live) => live.finish()));
      for (const raw of handshaking.values()) raw.destroy();
      const timer = Promise.withResolvers<void>();
      const timeout = setTimeout(timer.resolve, grace);
      await Promise.race([closed, timer.promise]);
      clearTimeout(timeout);
      for (const live of all) live.raw.destroy();
    },
  };
}

function remoteEnd({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}
