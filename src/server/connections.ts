// The lab's connections: each is numbered, tapped, and handed to the HTTP server of its protocol.
import { createServer as createHttp1, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttp2, type ServerHttp2Session } from 'node:http2';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createServer as createTls, type TLSSocket } from 'node:tls';
import type { Certificate } from './certificate.ts';
import { recordHttp1 } from './record-http1.ts';
import { recordHttp2, type Http2Recorder } from './record-http2.ts';
import { tapOf } from './run-path.ts';
import { tapSocket, type Recorder } from './tapped-socket.ts';
import type { WireTaps } from './wire-taps.ts';

export type Connection = {
  number: number;
  /** The client's address. */
  address: string;
  protocol: 'HTTP/1.1' | 'HTTP/2';
  /** See `Recorder`. */
  hold: (streamId: number) => void;
  release: (streamId: number) => void;
  /** Resets TCP: the browser hears neither an end of the response nor of the connection. */
  cut: () => void;
  onClose: (listener: () => void) => void;
};

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
  taps: WireTaps;
  certificate: Certificate | undefined;
  maxConnectionsPerClient: number;
};

/** Streams that a browser may open on one HTTP/2 connection: the least that RFC 9113 6.5.2 advises. */
const maxConcurrentStreams = 100;

/** Milliseconds that a connection may stay without a response: idle, or dribbling a request. */
const idleTime = 16_000;

export function createConnections(options: Options): Connections {
  const { handle, taps, certificate } = options;
  const open = new Map<object, Live>();
  const perClient = new Map<string, number>();
  let last = 0;

  // Neither of them listens: connections are handed in.
  const http1 = createHttp1({ keepAliveTimeout: idleTime - 1000 }, (req, res) =>
    serve(req, res, open.get(req.socket), 0),
  );
  const http2 = createHttp2({ settings: { maxConcurrentStreams } }, (req, res) => {
    const connection = req.stream.session && open.get(req.stream.session);
    serve(req as never, res as never, connection, req.stream.id ?? 0);
  });
  // Before any handler writes: the recorder must know the stream's run by then.
  http2.prependListener('stream', (stream, _headers, _flags, rawHeaders) => {
    const live = stream.session && open.get(stream.session);
    live?.identify?.(stream, rawHeaders);
  });
  http2.on('sessionError', () => {});
  const tls = createTls({
    ...certificate,
    ALPNProtocols: ['h2', 'http/1.1'],
    handshakeTimeout: 10_000,
    allowHalfOpen: true,
  } as object);
  tls.on('tlsClientError', () => {});
  tls.on('secureConnection', (socket: TLSSocket) => {
    const raw = handshaking.get(keyOf(socket));
    if (raw) begin(socket, raw, socket.alpnProtocol === 'h2');
    else socket.destroy();
  });
  // A TLS socket cannot be reset; the TCP socket under it can. Both have the same remote end.
  const handshaking = new Map<string, Socket>();
  const keyOf = ({ remoteAddress, remotePort }: Socket) => `${remoteAddress} ${remotePort}`;

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

  /** Refuses, before anything is allocated, a client that holds too many connections. */
  function admit(socket: Socket): boolean {
    const address = clientAddress(socket);
    const count = perClient.get(address) ?? 0;
    if (count >= options.maxConnectionsPerClient) {
      socket.destroy();
      return false;
    }
    perClient.set(address, count + 1);
    socket.on('close', () => {
      const left = (perClient.get(address) ?? 1) - 1;
      if (left > 0) perClient.set(address, left);
      else perClient.delete(address);
    });
    socket.on('error', () => {});
    return true;
  }

  function begin(socket: Socket, raw: Socket, isHttp2: boolean): void {
    const live = createLive(++last, socket, raw, isHttp2, taps);
    if (!isHttp2) {
      open.set(live.tapped, live);
      live.tapped.on('close', () => open.delete(live.tapped));
      return void http1.emit('connection', live.tapped);
    }
    // The session is made, and announced, while the connection is being handed in.
    http2.once('session', (session: ServerHttp2Session) => {
      open.set(session, live);
      live.session = session;
      live.tapped.on('close', () => open.delete(session));
    });
    http2.emit('connection', live.tapped);
  }

  return {
    acceptPlain(socket) {
      if (admit(socket)) begin(socket, socket, false);
    },
    acceptTls(socket) {
      if (!admit(socket)) return;
      const key = keyOf(socket);
      handshaking.set(key, socket);
      socket.on('close', () => handshaking.delete(key));
      tls.emit('connection', socket);
    },
    async close(grace) {
      const all = [...open.values()];
      const closed = Promise.all(all.map((live) => live.finish()));
      for (const raw of handshaking.values()) {
        if (!all.some((live) => live.raw === raw)) raw.destroy();
      }
      const timer = Promise.withResolvers<void>();
      const timeout = setTimeout(timer.resolve, grace);
      await Promise.race([closed, timer.promise]);
      clearTimeout(timeout);
      for (const live of all) live.raw.destroy();
    },
  };
}

type Live = {
  connection: Connection;
  tapped: Duplex;
  raw: Socket;
  session?: ServerHttp2Session;
  identify?: Http2Recorder['identify'];
  responseBegan: (res: ServerResponse) => void;
  /** Closes once no response is open. Resolves when closed. */
  finish: () => Promise<void>;
};

function createLive(
  number: number,
  socket: Socket,
  raw: Socket,
  isHttp2: boolean,
  taps: WireTaps,
): Live {
  const address = clientAddress(socket);
  let wasCut = false;
  let responses = 0;
  let finishing = false;
  let idle: NodeJS.Timeout | undefined;

  function waitForRequest(): void {
    idle = setTimeout(close, idleTime).unref();
  }

  function cut(): void {
    wasCut = true;
    raw.resetAndDestroy();
  }

  function close(): void {
    if (live.session) live.session.close();
    else socket.end();
    // A peer that does not answer the end is not waited for.
    raw.setTimeout(2000, () => raw.destroy());
  }

  const recorderOptions = {
    enter: (run: string) => taps.open(tapOf(run), address) !== undefined,
    write: (run: string, record: object) =>
      taps.append({ run, at: Date.now(), connection: number, ...record } as never),
    send: (bytes: Buffer) => void socket.write(bytes),
    overflow: cut,
  };
  const http2 = isHttp2 ? recordHttp2(recorderOptions) : undefined;
  const recorder: Recorder = http2 ?? recordHttp1(recorderOptions);
  const tapped = tapSocket(socket, recorder, () => wasCut);
  tapped.on('close', () => clearTimeout(idle));

  const live: Live = {
    tapped,
    raw,
    connection: {
      number,
      address,
      protocol: isHttp2 ? 'HTTP/2' : 'HTTP/1.1',
      hold: recorder.hold,
      release: recorder.release,
      cut,
      onClose: (listener) => void tapped.once('close', listener),
    },
    responseBegan(res) {
      responses++;
      clearTimeout(idle);
      res.once('close', () => {
        responses--;
        if (responses > 0 || tapped.destroyed) return;
        if (finishing) close();
        else waitForRequest();
      });
    },
    finish() {
      finishing = true;
      if (responses === 0) close();
      return new Promise((resolve) => {
        if (raw.destroyed) resolve();
        else raw.once('close', () => resolve());
      });
    },
  };
  if (http2) live.identify = http2.identify;
  waitForRequest();
  return live;
}

/** A client's address; IPv4 in IPv6 clothes is IPv4. */
function clientAddress(socket: Socket): string {
  return (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
}
