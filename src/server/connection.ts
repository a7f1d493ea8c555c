// One connection of the lab: tapped, timed, and ready to be broken.
import type { ServerResponse } from 'node:http';
import type { ServerHttp2Session } from 'node:http2';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
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

/** Milliseconds that a connection may stay without a response: idle, or dribbling a request. */
export const idleTime = 16_000;

/** A connection as its keeper sees it. */
export type Live = {
  connection: Connection;
  tapped: Duplex;
  raw: Socket;
  session?: ServerHttp2Session;
  identify?: Http2Recorder['identify'];
  responseBegan: (res: ServerResponse) => void;
  /** Closes once no response is open. Resolves when closed. */
  finish: () => Promise<void>;
};

/** Taps a socket and follows its responses. `raw` is the TCP socket, which under TLS is another one. */
export function createLive(
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
export function clientAddress(socket: Socket): string {
  return (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
}
