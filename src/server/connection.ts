// One connection of the lab: tapped, timed, and ready to be broken.
import type { ServerResponse } from 'node:http';
import type { ServerHttp2Session } from 'node:http2';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { clientAddress } from './client-address.ts';
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
  isOverTls: boolean;
  /** See `Recorder`. */
  hold: (streamId: number) => void;
  release: (streamId: number) => void;
  /** Resets TCP: the browser hears neither an end of the response nor of the connection. */
  cut: () => void;
  /** @returns do not call back any more */
  onClose: (listener: () => void) => () => void;
};

/** Milliseconds that a peer has to answer the end of a connection. */
const closingTime = 2000;

type LiveOptions = {
  number: number;
  socket: Socket;
  /** The TCP socket, which under TLS is another one. */
  raw: Socket;
  isHttp2: boolean;
  taps: WireTaps;
  /** Milliseconds that the connection may stay without a response. */
  idleTime: number;
};

/** A connection as its keeper sees it. */
export type Live = {
  connection: Connection;
  tapped: Duplex;
  raw: Socket;
  session?: ServerHttp2Session;
  identify?: Http2Recorder['identify'];
  responseBegan: (res: ServerResponse) => void;
  /** Whether a response is open. */
  isAnswering: () => boolean;
  /** Ends the connection, and does not wait long for the other end. */
  close: () => void;
  /** Closes once no response is open. Resolves when closed. */
  finish: () => Promise<void>;
};

/** Taps a socket and follows its responses. */
export function createLive(options: LiveOptions): Live {
  const { number, socket, raw, isHttp2, taps, idleTime } = options;
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
    // A peer that does not answer the end is not waited for, however much it still sends.
    const deadline = setTimeout(() => raw.destroy(), closingTime).unref();
    raw.once('close', () => clearTimeout(deadline));
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
  // Each open response listens to the end of its connection, and over HTTP/2 there are many.
  if (isHttp2) tapped.setMaxListeners(0);

  const live: Live = {
    tapped,
    raw,
    connection: {
      number,
      address,
      protocol: isHttp2 ? 'HTTP/2' : 'HTTP/1.1',
      isOverTls: socket !== raw,
      hold: recorder.hold,
      release: recorder.release,
      cut,
      onClose(listener) {
        tapped.once('close', listener);
        return () => void tapped.off('close', listener);
      },
    },
    close,
    isAnswering: () => responses > 0,
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
