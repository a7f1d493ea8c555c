// A Duplex between a socket and the HTTP server: everything that passes is shown to a recorder,
// which may also keep bytes back. Node's servers accept it in place of the socket.
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';

/** Why a connection ended, as a reader should hear it. */
export type EndReason = 'browser left' | 'server ended' | 'cut';

/** What the HTTP server reads: bytes, and places where it gets a turn of the loop for itself. */
export type Piece = Buffer | 'turn';

export type Recorder = {
  /** Bytes came from the browser. @returns them, as the HTTP server shall read them */
  received: (bytes: Buffer) => Piece[];
  /** The HTTP server writes bytes. @returns those that may leave now; the recorder keeps the rest */
  sending: (bytes: Buffer) => Buffer;
  /** Keeps the body bytes of a stream back (on HTTP/1, where there are no streams, everything). */
  hold: (streamId: number) => void;
  /** Lets what was kept back leave at once, and what follows as usual. */
  release: (streamId: number) => void;
  /** The HTTP server ends the connection. Calls back once nothing is kept back any more. */
  ending: (done: () => void) => void;
  closed: (reason: EndReason) => void;
};

/**
 * Puts a recorder between a socket and an HTTP server.
 * @param socket TCP or TLS, with `allowHalfOpen`
 * @param wasCut asked when the socket has closed: whether the companion reset it on purpose
 */
export function tapSocket(socket: Socket, recorder: Recorder, wasCut: () => boolean): Duplex {
  let browserLeft = false;
  /** Ends the connection, as the HTTP server has asked. */
  let end: (() => void) | undefined;
  const arriving: Piece[] = [];
  let turn: NodeJS.Immediate | undefined;
  let isFull = false;
  let hasEnded = false;
  const tapped = new Duplex({
    allowHalfOpen: true,
    read() {
      isFull = false;
      readOn();
    },
    write: (bytes: Buffer, _encoding, done) => send(bytes, done),
    // What the HTTP server wrote in one go leaves in one go.
    writev: (parts, done) => send(Buffer.concat(parts.map(({ chunk }) => chunk as Buffer)), done),
    final(done) {
      end = () => {
        end = undefined;
        socket.end();
        done();
      };
      // Once the browser has left, what is kept back has no reader.
      if (socket.readableEnded) end();
      else recorder.ending(() => end?.());
    },
    destroy(error, done) {
      socket.destroy();
      done(error);
    },
  });

  function send(bytes: Buffer, done: (error?: Error | null) => void): void {
    const now = recorder.sending(bytes);
    if (now.length === 0) done();
    else socket.write(now, done);
  }

  function handOn(): void {
    turn = undefined;
    for (let next = arriving.shift(); next; next = arriving.shift()) {
      if (next === 'turn') return void (turn = setImmediate(handOn));
      if (!tapped.push(next)) isFull = true;
    }
    if (hasEnded) tapped.push(null);
    readOn();
  }

  /** Reads from the socket unless something still waits here: a client must not fill our memory. */
  function readOn(): void {
    if (turn || isFull) socket.pause();
    else socket.resume();
  }

  socket.on('data', (bytes: Buffer) => {
    arriving.push(...recorder.received(bytes));
    if (turn) readOn();
    else handOn();
  });
  socket.on('end', () => {
    browserLeft ||= !tapped.writableEnded;
    hasEnded = true;
    if (!turn) handOn();
    end?.();
  });
  socket.on('error', () => {
    browserLeft ||= !tapped.writableEnded;
  });
  socket.on('close', () => {
    clearImmediate(turn);
    recorder.closed(wasCut() ? 'cut' : browserLeft ? 'browser left' : 'server ended');
    tapped.destroy();
  });
  // The HTTP server hears of the end by `close`; an error here has nothing to add.
  tapped.on('error', () => {});
  const { remoteAddress, remotePort, localAddress, localPort } = socket;
  const seen = { remoteAddress, remotePort, localAddress, localPort };
  if (!(socket instanceof TLSSocket)) return Object.assign(tapped, seen);
  const { encrypted, alpnProtocol } = socket;
  return Object.assign(tapped, { ...seen, encrypted, alpnProtocol });
}
