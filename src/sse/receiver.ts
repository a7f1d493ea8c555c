// One reader's way out, whatever carries it. A receiver is told what to write and says when it
// cannot keep up; it never keeps anything for later.
import type { ServerResponse } from 'node:http';
import { constants, type Http2ServerResponse, type ServerHttp2Stream } from 'node:http2';
import type { EventEmitter } from 'node:events';
import { Socket } from 'node:net';
import type { Duplex, Writable } from 'node:stream';
import { TLSSocket } from 'node:tls';
import type { WebSocket } from 'ws';
import { encodeRetry, heartbeat, toPiece } from './encode.ts';
import type { Framing } from './window.ts';

export type Transport = 'http1' | 'http2' | 'websocket';

export type Receiver = {
  transport: Transport;
  /** How it wants its events; `message` is one at a time. */
  framing: Framing | 'message';
  /**
   * Where its bytes go. `write` returns false if some of them wait: then `waiting` says how much. Not a
   * function of the receiver's own: for thousands of readers each step on the way is another cache miss.
   */
  out: { write: (bytes: Buffer) => boolean };
  /** Bytes that the system has not taken yet. */
  waiting: () => number;
  onDrain: (resume: () => void) => void;
  /** Called once, whoever has closed it. */
  onClose: (gone: () => void) => void;
  /** Something that shows both ends that the other one is there, and is no event. */
  beat: () => void;
  /** Ends it in good order. @param retry milliseconds after which the reader may come back */
  end: (retry: number) => void;
  /** Ends it so that the other end notices at once, even if it does not read. */
  cut: () => void;
};

const beats = toPiece(heartbeat);

// #region head
/** How an event stream begins. */
const streamHeaders = {
  'Content-Type': 'text/event-stream',
  // Proxies are asked not to keep it, nor to change it.
  'Cache-Control': 'no-cache, no-transform',
  // nginx, and who follows it, would fill a buffer first.
  'X-Accel-Buffering': 'no',
};
// #endregion head

/**
 * Sends the head, and a first comment at once: some browsers call a stream open only when its body
 * has begun. After that the bytes go past `res`, which would frame each of them anew.
 * @param retry milliseconds, the reconnection time; without it the browser's own
 */
export function openStream(res: ServerResponse | Http2ServerResponse, retry?: number): Receiver {
  const opening = heartbeat + (retry === undefined ? '' : encodeRetry(retry));
  return 'stream' in res ? overHttp2(res, opening) : overHttp1(res, opening);
}

function overHttp1(res: ServerResponse, opening: string): Receiver {
  res.writeHead(200, streamHeaders);
  res.write(opening);
  const { socket } = res;
  // Behind another response on the same connection, or without chunks (HTTP/1.0), it is up to `res`.
  const isOurs = socket !== null && res.chunkedEncoding;
  const out: Writable = isOurs ? socket : res;
  const framing = isOurs ? 'chunk' : 'body';
  return {
    transport: 'http1',
    framing,
    ...writing(out, res),
    beat: () => void out.write(beats[framing]),
    end(retry) {
      out.write(toPiece(encodeRetry(retry))[framing]);
      res.end();
    },
    cut: () => cut(socket ?? res),
  };
}

function overHttp2(res: Http2ServerResponse, opening: string): Receiver {
  res.writeHead(200, streamHeaders);
  const stream: ServerHttp2Stream = res.stream;
  stream.write(opening);
  return {
    transport: 'http2',
    framing: 'body',
    ...writing(stream, stream),
    beat: () => void stream.write(beats.body),
    end: (retry) => void stream.end(encodeRetry(retry)),
    cut: () => stream.close(constants.NGHTTP2_CANCEL),
  };
}

/** @param socket the one under the WebSocket: what waits to be sent is known there */
export function overWebSocket(one: WebSocket, socket: Duplex): Receiver {
  return {
    transport: 'websocket',
    framing: 'message',
    ...writing(socket, one),
    out: {
      write(bytes) {
        one.send(bytes, { binary: false });
        return socket.writableLength === 0;
      },
    },
    beat: () => one.ping(),
    // 1012: the service restarts. A page has to come back by itself, after a time of its own.
    end: () => one.close(1012),
    cut: () => cut(socket),
  };
}

/** @param whole what closes with the reader: a connection may outlast it */
function writing(
  out: Writable,
  whole: EventEmitter,
): Pick<Receiver, 'out' | 'waiting' | 'onDrain' | 'onClose'> {
  return {
    out,
    waiting: () => out.writableLength,
    onDrain(resume) {
      out.on('drain', resume);
      whole.once('close', () => out.off('drain', resume));
    },
    onClose: (gone) => void whole.once('close', gone),
  };
}

// #region cut
/**
 * A close in good order waits behind what is not read, and
 * a plain destroy leaves the other end waiting: only RST is
 * noticed by somebody who does not read.
 */
function cut(out: Writable): void {
  const isTcp = out instanceof Socket;
  // Under TLS, TCP is out of reach: a plain close it is.
  const isTls = out instanceof TLSSocket;
  if (isTcp && !isTls) out.resetAndDestroy();
  else out.destroy();
}
// #endregion cut
