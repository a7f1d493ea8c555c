// The newest events of a channel as bytes, for all its receivers. A slow one has no queue of its
// own: it remembers its number, and goes on from here.
import { encodeEvent, toPiece, type Piece } from './encode.ts';
import type { Bounds, LoggedEvent } from './event-log/event-log.ts';
import { formatId } from './event-id.ts';
import { createRing } from './ring.ts';

/** How a transport frames: HTTP/1.1 in chunks, HTTP/2 by itself. */
export type Framing = keyof Piece;

export type Frame = LoggedEvent &
  Piece & {
    id: string;
    /** The same as the text of a WebSocket message. Made when the first one asks. */
    message: () => Buffer;
  };

export type Window = {
  /** The number of the oldest event that is here; `last + 1` while none is. */
  readonly first: number;
  /** The number of the newest event, also when it has been forgotten. */
  readonly last: number;
  push: (frame: Frame) => void;
  at: (seq: number) => Frame | undefined;
  /**
   * The bytes from one event on, as many as may leave in one write, but one event at least.
   * Receivers that stand at the same place get the same buffer.
   */
  from: (seq: number, framing: Framing) => { bytes: Buffer; last: number };
  /** Forgets everything, and goes on after `last`. */
  clear: (last: number) => void;
};

export function toFrame(epoch: string, event: LoggedEvent): Frame {
  const id = formatId(epoch, event.seq);
  const { seq, data, event: type } = event;
  let message: Buffer | undefined;
  return {
    seq,
    data,
    event: type,
    id,
    ...toPiece(encodeEvent({ data, event: type, id })),
    message: () => (message ??= Buffer.from(JSON.stringify({ id, event: type, data }))),
  };
}

/**
 * @param last the number of the newest event there is already; it is not here
 * @param most bytes that leave in one write
 */
export function createWindow(bounds: Bounds, last: number, most = 256 * 1024): Window {
  const ring = createRing<Frame>(bounds, last);
  let latest: { seq: number; framing: Framing; bytes: Buffer; last: number } | undefined;

  function gather(seq: number, framing: Framing) {
    const pieces: Buffer[] = [];
    let size = 0;
    for (let n = seq; n <= ring.last; n++) {
      const piece = ring.at(n)![framing];
      size += piece.length;
      if (pieces.length > 0 && size > most) break;
      pieces.push(piece);
    }
    const bytes = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
    return { seq, framing, bytes, last: seq + pieces.length - 1 };
  }

  return {
    get first() {
      return ring.first;
    },
    get last() {
      return ring.last;
    },
    push(frame) {
      ring.push(frame, frame.chunk.length);
      latest = undefined;
    },
    at: ring.at,
    from(seq, framing) {
      const isSame = latest?.seq === seq && latest.framing === framing;
      return isSame ? latest! : (latest = gather(seq, framing));
    },
    clear(newLast) {
      ring.clear(newLast);
      latest = undefined;
    },
  };
}
