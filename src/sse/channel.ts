// A channel: what is published here reaches all its readers, in order, each event once, and a
// reader who was away gets what it missed, or is told that nobody knows what it was.
import type { Bounds, ChannelLog, LoggedEvent, NewEvent } from './event-log/event-log.ts';
import { checkEvent, encodeEvent, toPiece } from './encode.ts';
import { formatId, parseId } from './event-id.ts';
import type { Receiver } from './receiver.ts';
import { createWindow, toFrame, type Frame } from './window.ts';

/** Why a reader was told to begin anew: its ID is not ours, or what came after it is gone. */
export type ResetReason = 'unknown-id' | 'too-old';
/** Why a reader was cut: it fell out of the window, or took nothing for too long. */
export type CutReason = 'too-slow' | 'stalled';

/** What has happened since the start; each number only grows. */
export type Counts = {
  published: number;
  /** Events times readers. */
  delivered: number;
  /** Those of them that came from the log. */
  replayed: number;
  resets: Record<ResetReason, number>;
  cuts: Record<CutReason, number>;
};

export function createCounts(): Counts {
  return {
    published: 0,
    delivered: 0,
    replayed: 0,
    resets: { 'unknown-id': 0, 'too-old': 0 },
    cuts: { 'too-slow': 0, stalled: 0 },
  };
}

export type ChannelOptions = {
  log: ChannelLog;
  /** Where to count; channels may share them. */
  counts?: Counts;
  /** What is kept as bytes for readers who lag, once for all of them. */
  window?: Partial<Bounds>;
  /** Bytes that may wait in a reader's socket before it gets no more for now. */
  highWater?: number;
  /** Milliseconds that such a reader may take nothing at all. */
  stallTime?: number;
  /** Milliseconds, of a clock that never goes back. */
  now?: () => number;
};

export type Channel = {
  /**
   * @returns the event's ID, once it is kept as safely as the log keeps anything
   * @throws TypeError if the event's type breaks its field; what the log says if it cannot keep it
   */
  publish: (event: NewEvent) => Promise<string>;
  /**
   * Brings a reader everything from now on, or from what came after `lastEventId`.
   * @param lastEventId what the reader heard last; empty if it is new
   */
  subscribe: (receiver: Receiver, lastEventId?: string) => void;
  /** The ID of the newest event: a page that is sent with it begins exactly there. */
  readonly lastEventId: string;
  readonly counts: Counts;
  readonly readers: readonly Reader[];
  /** Writes what is due now, and not at the end of this turn. */
  flush: () => void;
  /** A sign of life to those of a slot that have heard nothing since the last one. */
  beat: (slot: number) => void;
  /** Hears no more of the log. Readers stay as they are. */
  close: () => void;
};

export type Reader = {
  receiver: Receiver;
  /** The receiver's own, one step nearer. */
  out: Receiver['out'];
  framing: Receiver['framing'];
  /** The number of the last event that was written to it. */
  cursor: number;
  /** Given up until its socket has taken what waits: since when, in milliseconds. */
  waitsSince: number | undefined;
  /** Reads what it missed from the log; takes part in what is new only after that. */
  isCatchingUp: boolean;
  /** Called when its socket has taken what waited, or is gone: reading from the log waits for that. */
  goOn: () => void;
  isClosed: boolean;
  /** Which tick of the shared clock is its own. */
  slot: number;
  isQuiet: boolean;
  /** Where it is in the list of all, so that it leaves without a search. */
  index: number;
};

/** Ticks of a beat: the readers share one timer, but not one moment. */
export const slots = 32;

/** Of what was missed, so much is asked of the log at once. */
const page = 500;
const defaultWindow: Bounds = { count: 4096, bytes: 4 * 1024 * 1024 };

export function createChannel({
  log,
  counts = createCounts(),
  window: bounds,
  highWater = 64 * 1024,
  stallTime = 60_000,
  now = () => performance.now(),
}: ChannelOptions): Channel {
  const window = createWindow({ ...defaultWindow, ...bounds }, log.last);
  const readers: Reader[] = [];
  let isFlushDue = false;
  let joined = 0;

  const unlisten = log.listen({
    onEvents(events) {
      for (const event of events) window.push(toFrame(log.epoch, event));
      flushSoon();
    },
    onEpoch() {
      window.clear(log.last);
      for (const reader of readers) reset(reader, 'unknown-id');
    },
  });

  /** Events of one turn of the loop leave in one write: the write is what costs. */
  function flushSoon(): void {
    if (isFlushDue) return;
    isFlushDue = true;
    setImmediate(flush);
  }

  function flush(): void {
    isFlushDue = false;
    for (const reader of readers) bringUpToDate(reader);
  }

  // #region up-to-date
  function bringUpToDate(reader: Reader): void {
    if (reader.isCatchingUp || reader.isClosed) return;
    while (reader.cursor < window.last) {
      const next = reader.cursor + 1;
      if (next < window.first) return cut(reader, 'too-slow');
      if (reader.waitsSince !== undefined) return;
      writeFrom(next, reader);
    }
  }
  // #endregion up-to-date

  function writeFrom(seq: number, reader: Reader): void {
    const { framing, out } = reader;
    if (framing === 'message') {
      return wrote(reader, seq, out.write(window.at(seq)!.message()));
    }
    const { bytes, last } = window.from(seq, framing);
    wrote(reader, last, out.write(bytes));
  }

  function wrote(reader: Reader, last: number, isTaken: boolean): void {
    counts.delivered += last - reader.cursor;
    reader.cursor = last;
    reader.isQuiet = false;
    if (!isTaken && reader.receiver.waiting() > highWater) reader.waitsSince = now();
  }

  /** Where a reader stands, or why nobody can say. */
  async function cursorOf(lastEventId: string): Promise<number | ResetReason> {
    // #region cursor
    if (lastEventId === '') return window.last;
    const cursor = parseId(lastEventId);
    if (cursor?.epoch !== log.epoch) return 'unknown-id';
    if (cursor.seq + 1 < log.oldest) return 'too-old';
    if (cursor.seq <= window.last) return cursor.seq;
    // Another process may have been faster. Unless nobody
    // has ever given out that number.
    const [event] = await log.read(cursor.seq - 1, 1);
    return event ? cursor.seq : 'unknown-id';
    // #endregion cursor
  }

  // #region catch-up
  /** What is new waits for what was missed: both are one row of numbers, so none is lost or repeated. */
  async function catchUp(reader: Reader): Promise<void> {
    while (!reader.isClosed && reader.cursor + 1 < window.first) {
      const events = await log.read(reader.cursor, page);
      if (events[0]?.seq !== reader.cursor + 1) return reset(reader, 'too-old');
      for (const event of events) await writeMissed(reader, event);
    }
    reader.isCatchingUp = false;
    bringUpToDate(reader);
  }
  // #endregion catch-up

  async function writeMissed(reader: Reader, event: LoggedEvent): Promise<void> {
    // Closed, or told to begin anew, while the log was read.
    if (reader.isClosed || event.seq !== reader.cursor + 1) return;
    const frame = window.at(event.seq) ?? toFrame(log.epoch, event);
    wrote(reader, event.seq, write(reader, frame));
    counts.replayed += 1;
    if (reader.waitsSince !== undefined) await canGoOn(reader);
  }

  /** Settles when the reader has taken what waits, or is gone. */
  function canGoOn(reader: Reader): Promise<void> {
    return new Promise((resolve) => (reader.goOn = resolve));
  }

  function write(
    { out, framing }: Reader,
    frame: Pick<Frame, 'chunk' | 'body' | 'message'>,
  ): boolean {
    return out.write(framing === 'message' ? frame.message() : frame[framing]);
  }

  /** Says that something is missing, never nothing; and goes on from now. */
  function reset(reader: Reader, reason: ResetReason): void {
    if (reader.isClosed) return;
    counts.resets[reason] += 1;
    const id = formatId(log.epoch, log.last);
    const data = JSON.stringify({ reason });
    const message = () => Buffer.from(JSON.stringify({ id, event: 'reset', data }));
    write(reader, { ...toPiece(encodeEvent({ event: 'reset', id, data })), message });
    reader.cursor = window.last;
    reader.isCatchingUp = false;
  }

  function cut(reader: Reader, reason: CutReason): void {
    counts.cuts[reason] += 1;
    reader.isClosed = true;
    reader.receiver.cut();
  }

  function join(receiver: Receiver): Reader {
    const index = readers.length;
    const slot = joined++ % slots;
    const reader: Reader = {
      receiver,
      out: receiver.out,
      framing: receiver.framing,
      cursor: window.last,
      waitsSince: undefined,
      isCatchingUp: true,
      goOn: () => {},
      isClosed: false,
      slot,
      isQuiet: false,
      index,
    };
    readers.push(reader);
    receiver.onClose(() => leave(reader));
    receiver.onDrain(() => {
      reader.waitsSince = undefined;
      reader.goOn();
      bringUpToDate(reader);
    });
    return reader;
  }

  function leave(reader: Reader): void {
    reader.isClosed = true;
    reader.goOn();
    const last = readers.pop()!;
    if (last === reader) return;
    readers[reader.index] = last;
    last.index = reader.index;
  }

  async function start(reader: Reader, lastEventId: string): Promise<void> {
    const cursor = await cursorOf(lastEventId);
    if (typeof cursor === 'string') return reset(reader, cursor);
    reader.cursor = cursor;
    await catchUp(reader);
  }

  return {
    get lastEventId() {
      return formatId(log.epoch, log.last);
    },
    counts,
    readers,
    async publish(event) {
      if (event.event !== undefined) checkEvent(event.event);
      const [seq] = await log.append([event]);
      counts.published += 1;
      return formatId(log.epoch, seq!);
    },
    subscribe(receiver, lastEventId = '') {
      const reader = join(receiver);
      // The log failed: the reader comes back, and with it the question.
      start(reader, lastEventId).catch(() => receiver.cut());
    },
    flush,
    beat(slot) {
      for (const reader of readers) if (reader.slot === slot) beatOne(reader);
    },
    close: unlisten,
  };

  function beatOne(reader: Reader): void {
    const { waitsSince, isClosed, isQuiet, receiver } = reader;
    if (isClosed) return;
    if (waitsSince !== undefined) {
      if (now() - waitsSince > stallTime) cut(reader, 'stalled');
      return;
    }
    if (isQuiet) receiver.beat();
    reader.isQuiet = true;
  }
}
