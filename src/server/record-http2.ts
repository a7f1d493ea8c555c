// Records an HTTP/2 connection: the frames of each run's stream, and those of the connection itself.
import type { ServerHttp2Stream } from 'node:http2';
import { createHttp2Decoder, type Http2Frame } from './http2-decoder.ts';
import { mostHeld, type RecorderOptions } from './record-http1.ts';
import { splitRun } from './run-path.ts';
import type { Piece, Recorder } from './tapped-socket.ts';
import type { FrameRecord, WireRecord } from './wire-record.ts';

export type Http2Recorder = Recorder & {
  /** Node has opened a request's header block: now its stream has a path, and so perhaps a run. */
  identify: (stream: ServerHttp2Stream, rawHeaders: readonly string[]) => void;
};

type Direction = 'browser' | 'server';
type Entry = Omit<WireRecord, 'run' | 'connection'>;
type Headers = [name: string, value: string][];

/** A stream as the frames tell it. */
type Stream = {
  /** Frames that came before the stream was identified. */
  waiting: Entry[] | undefined;
  run: string | undefined;
  node: ServerHttp2Stream | undefined;
  /** Header lists of the server that have been told. */
  lists: number;
  /** Body frames kept back. */
  held: Http2Frame[] | undefined;
  heldSize: number;
  /** Who has sent END_STREAM; on HEADERS, CONTINUATION may still follow it. */
  ending: { browser: boolean; server: boolean };
  ended: { browser: boolean; server: boolean };
};

const kept = 4096;

/** A header block's frames must follow each other (RFC 9113 6.10): they wait together. */
const ofResponse = new Set(['DATA', 'HEADERS', 'CONTINUATION']);

/** Frames of the connection kept for runs that join later. */
const longestHistory = 64;

/** Runs whose knowledge of the history is kept: more than can have a stream open at once. */
const mostTold = 200;

export function recordHttp2({ enter, write, send, overflow }: RecorderOptions): Http2Recorder {
  const streams = new Map<number, Stream>();
  const history: Entry[] = [];
  /** How much of the history each run has been told. */
  const told = new Map<string, number>();
  let leaving: Buffer[] = [];
  /** Bytes of whole frames that the browser has sent, and those of them after which Node gets a turn. */
  let framed = 0;
  let resets: number[] = [];
  let received = 0;

  const fromBrowser = createHttp2Decoder({ from: 'client', onFrame: onBrowserFrame });
  const fromServer = createHttp2Decoder({
    from: 'server',
    onFrame: onServerFrame,
    onBroken: (rest) => void leaving.push(rest),
  });

  function onBrowserFrame(frame: Http2Frame): void {
    framed += frame.bytes.length;
    if (frame.type === 'RST_STREAM') resets.push(framed);
    if (frame.type === 'HEADERS' && !streams.has(frame.streamId)) {
      streams.set(frame.streamId, createStream());
    }
    note(frame, 'browser');
    // The bytes kept back were counted against the connection's window: they still have to leave.
    if (frame.type === 'RST_STREAM') release(frame.streamId);
    settle(frame, 'browser');
  }

  function onServerFrame(frame: Http2Frame): void {
    const stream = streams.get(frame.streamId);
    if (stream?.held && frame.type === 'RST_STREAM') release(frame.streamId);
    // Only what the response itself is made of can wait: everything else is the connection's business too.
    if (stream?.held && ofResponse.has(frame.type)) return keep(stream, frame);
    leaving.push(frame.bytes);
    note(frame, 'server');
    settle(frame, 'server');
  }

  function keep(stream: Stream, frame: Http2Frame): void {
    stream.held?.push(frame);
    stream.heldSize += frame.bytes.length;
    if (stream.heldSize > mostHeld) overflow();
  }

  function release(streamId: number): void {
    const stream = streams.get(streamId);
    const frames = stream?.held ?? [];
    if (stream) Object.assign(stream, { held: undefined, heldSize: 0 });
    if (frames.length === 0) return;
    for (const frame of frames) {
      note(frame, 'server');
      settle(frame, 'server');
    }
    send(Buffer.concat(frames.map(({ bytes }) => bytes)));
  }

  function note(frame: Http2Frame, from: Direction): void {
    if (frame.streamId === 0) return noteConnection(toEntry(frame, from, undefined));
    const stream = streams.get(frame.streamId);
    if (!stream) return;
    const entry = toEntry(frame, from, stream);
    if (stream.waiting) stream.waiting.push(entry);
    else if (stream.run) write(stream.run, entry);
  }

  function noteConnection(entry: Entry): void {
    const live = openRuns();
    if (history.length < longestHistory) {
      history.push(entry);
      for (const run of live) told.set(run, history.length);
    }
    for (const run of live) write(run, entry);
  }

  /** Notes that a run knows all the history; the run that has known it longest makes room. */
  function tell(run: string): void {
    told.delete(run);
    told.set(run, history.length);
    if (told.size > mostTold) told.delete(told.keys().next().value!);
  }

  const openRuns = () => new Set([...streams.values()].flatMap(({ run }) => run ?? []));

  /** Forgets a stream that both sides have ended, or one has reset. */
  function settle({ type, flags, streamId }: Http2Frame, from: Direction): void {
    const stream = streams.get(streamId);
    if (!stream) return;
    stream.ending[from] ||= flags.includes('END_STREAM');
    stream.ended[from] ||=
      stream.ending[from] && (type === 'DATA' || flags.includes('END_HEADERS'));
    const isOver = type === 'RST_STREAM' || (stream.ended.browser && stream.ended.server);
    if (isOver) streams.delete(streamId);
  }

  return {
    received(bytes) {
      const before = received;
      received += bytes.length;
      fromBrowser.feed(bytes);
      const cuts = resets.map((end) => end - before);
      resets = [];
      return apart(bytes, cuts);
    },
    sending(bytes) {
      fromServer.feed(bytes);
      const now = leaving.length === 1 ? leaving[0]! : Buffer.concat(leaving);
      leaving = [];
      return now;
    },
    hold(streamId) {
      const stream = streams.get(streamId);
      if (stream) stream.held ??= [];
    },
    release,
    // An HTTP/2 connection ends after its streams; a held one has its own bound.
    ending: (done) => done(),
    identify(node, rawHeaders) {
      const stream = streams.get(node.id ?? 0);
      if (!stream) return;
      const headers = pairs(rawHeaders);
      const waiting = stream.waiting ?? [];
      const run = splitRun(headers.find(([name]) => name === ':path')?.[1] ?? '/')?.run;
      Object.assign(stream, { waiting: undefined, node });
      if (!run || !enter(run)) return;
      stream.run = run;
      for (const entry of history.slice(told.get(run) ?? 0)) write(run, entry);
      tell(run);
      const request = waiting.find(({ frame }) => frame?.type === 'HEADERS');
      if (request?.frame) request.frame.headers = headers;
      for (const entry of waiting) write(run, entry);
    },
    closed(reason) {
      for (const run of openRuns()) {
        write(run, { protocol: 'HTTP/2', from: 'host', kind: 'closed', size: 0, reason });
      }
      streams.clear();
    },
  };
}

/**
 * Cuts bytes where a reset ends. Node counts a stream that was reset until its loop has turned: to one
 * opened in the same turn, at the limit, it answers ENHANCE_YOUR_CALM.
 */
function apart(bytes: Buffer, cuts: number[]): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const to of cuts) {
    pieces.push(bytes.subarray(from, to), 'turn');
    from = to;
  }
  if (from < bytes.length) pieces.push(bytes.subarray(from));
  return pieces;
}

function createStream(): Stream {
  return {
    waiting: [],
    run: undefined,
    node: undefined,
    lists: 0,
    held: undefined,
    heldSize: 0,
    ending: { browser: false, server: false },
    ended: { browser: false, server: false },
  };
}

function toEntry(frame: Http2Frame, from: Direction, stream: Stream | undefined): Entry {
  const { bytes, payload, ...rest } = frame;
  const record: FrameRecord = rest;
  if (stream && from === 'server' && frame.type === 'HEADERS')
    record.headers = sentHeaders(frame, stream);
  const size = bytes.length;
  return {
    at: Date.now(),
    protocol: 'HTTP/2',
    from,
    kind: 'frame',
    size,
    bytes: bytes.toString('base64', 0, kept),
    ...(size > kept ? { cut: true } : {}),
    ...(payload ? { payload: [payload[0], Math.min(payload[1], kept - payload[0])] } : {}),
    frame: record,
  };
}

/** The header list that Node has packed into this frame: an interim one (1xx), the response's, or its trailers. */
function sentHeaders({ flags }: Http2Frame, stream: Stream): Headers {
  const { node } = stream;
  const isTrailers = flags.includes('END_STREAM') && node?.sentTrailers !== undefined;
  const interim = node?.sentInfoHeaders?.[stream.lists++];
  const headers = interim ?? (isTrailers ? node?.sentTrailers : node?.sentHeaders) ?? {};
  const list = Object.entries(headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, String(one)]),
  );
  // Node keeps them as they were set; on the wire pseudo-headers come first (RFC 9113 8.3).
  return list.sort(([a], [b]) => Number(b.startsWith(':')) - Number(a.startsWith(':')));
}

function pairs(raw: readonly string[]): Headers {
  return Array.from({ length: raw.length / 2 }, (_, index) => [
    raw[index * 2]!,
    raw[index * 2 + 1]!,
  ]);
}
