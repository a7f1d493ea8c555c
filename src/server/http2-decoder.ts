// Cuts the bytes of one direction of an HTTP/2 connection into frames, and names what is in them.
// Header blocks stay closed: they are compressed against the whole connection, and Node opens them.
// https://www.rfc-editor.org/rfc/rfc9113#section-4

export type Http2Frame = {
  /** `PREFACE` stands for the client's connection preface, which is no frame. */
  type: string;
  /** The stream it concerns: for PRIORITY_UPDATE the one it names. 0 is the connection. */
  streamId: number;
  flags: string[];
  /** Of the payload, in bytes. */
  length: number;
  /** The whole frame, header included. */
  bytes: Buffer;
  /** Of DATA: where in `bytes` its data are, padding left out. */
  payload?: [start: number, length: number];
  detail?: string;
  settings?: [name: string, value: number][];
  errorCode?: string;
  increment?: number;
};

export type Http2Decoder = {
  /** Takes the next bytes; they may end anywhere. */
  feed: (bytes: Buffer) => void;
};

type Options = {
  /** Only the client's direction begins with the preface. */
  from: 'client' | 'server';
  onFrame: (frame: Http2Frame) => void;
  /** What it was fed was no HTTP/2, or has a frame longer than any that we allow. Nothing follows. */
  onBroken?: (rest: Buffer) => void;
};

const preface = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';
const headerLength = 9;

/** Far above 16384, the longest frame that may be sent unless the receiver allows more. */
const longestFrame = 1024 * 1024;

/** Frame types by code: RFC 9113 6, ALTSVC (RFC 7838), ORIGIN (RFC 8336), PRIORITY_UPDATE (RFC 9218). */
const types: Record<number, string> = {
  0x0: 'DATA',
  0x1: 'HEADERS',
  0x2: 'PRIORITY',
  0x3: 'RST_STREAM',
  0x4: 'SETTINGS',
  0x5: 'PUSH_PROMISE',
  0x6: 'PING',
  0x7: 'GOAWAY',
  0x8: 'WINDOW_UPDATE',
  0x9: 'CONTINUATION',
  0xa: 'ALTSVC',
  0xc: 'ORIGIN',
  0x10: 'PRIORITY_UPDATE',
};

/** Each type's flags: the same bit means different things in different frames. */
const flagNames: Record<string, Record<number, string>> = {
  DATA: { 0x1: 'END_STREAM', 0x8: 'PADDED' },
  HEADERS: { 0x1: 'END_STREAM', 0x4: 'END_HEADERS', 0x8: 'PADDED', 0x20: 'PRIORITY' },
  SETTINGS: { 0x1: 'ACK' },
  PUSH_PROMISE: { 0x4: 'END_HEADERS', 0x8: 'PADDED' },
  PING: { 0x1: 'ACK' },
  CONTINUATION: { 0x4: 'END_HEADERS' },
};

/** RFC 9113 6.5.2; ENABLE_CONNECT_PROTOCOL is RFC 8441, NO_RFC7540_PRIORITIES RFC 9218. */
const settingNames: Record<number, string> = {
  0x1: 'HEADER_TABLE_SIZE',
  0x2: 'ENABLE_PUSH',
  0x3: 'MAX_CONCURRENT_STREAMS',
  0x4: 'INITIAL_WINDOW_SIZE',
  0x5: 'MAX_FRAME_SIZE',
  0x6: 'MAX_HEADER_LIST_SIZE',
  0x8: 'ENABLE_CONNECT_PROTOCOL',
  0x9: 'NO_RFC7540_PRIORITIES',
};

/** RFC 9113 7, in the order of their codes. */
const errorNames = [
  'NO_ERROR',
  'PROTOCOL_ERROR',
  'INTERNAL_ERROR',
  'FLOW_CONTROL_ERROR',
  'SETTINGS_TIMEOUT',
  'STREAM_CLOSED',
  'FRAME_SIZE_ERROR',
  'REFUSED_STREAM',
  'CANCEL',
  'COMPRESSION_ERROR',
  'CONNECT_ERROR',
  'ENHANCE_YOUR_CALM',
  'INADEQUATE_SECURITY',
  'HTTP_1_1_REQUIRED',
];

/** Creates a decoder for one direction. */
export function createHttp2Decoder({ from, onFrame, onBroken = () => {} }: Options): Http2Decoder {
  let buffer: Buffer = Buffer.alloc(0);
  let needsPreface = from === 'client';
  let broken = false;

  function takePreface(): boolean {
    if (buffer.length < preface.length) return false;
    const bytes = buffer.subarray(0, preface.length);
    if (bytes.toString('latin1') !== preface) return giveUp();
    needsPreface = false;
    buffer = buffer.subarray(preface.length);
    onFrame({ type: 'PREFACE', streamId: 0, flags: [], length: bytes.length, bytes });
    return true;
  }

  function takeFrame(): boolean {
    if (buffer.length < headerLength) return false;
    const length = buffer.readUIntBE(0, 3);
    if (length > longestFrame) return giveUp();
    const end = headerLength + length;
    if (buffer.length < end) return false;
    const bytes = buffer.subarray(0, end);
    buffer = buffer.subarray(end);
    onFrame(decodeFrame(bytes));
    return true;
  }

  function giveUp(): false {
    broken = true;
    const rest = buffer;
    buffer = Buffer.alloc(0);
    onBroken(rest);
    return false;
  }

  return {
    feed(bytes) {
      if (broken) return onBroken(bytes);
      buffer = buffer.length === 0 ? bytes : Buffer.concat([buffer, bytes]);
      while (needsPreface ? takePreface() : takeFrame());
    },
  };
}

/** The frame header: length 24 bits, type 8, flags 8, a reserved bit and 31 bits of stream identifier. */
function decodeFrame(bytes: Buffer): Http2Frame {
  const code = bytes.readUInt8(3);
  const type = types[code] ?? `0x${code.toString(16)}`;
  const bits = bytes.readUInt8(4);
  const body = bytes.subarray(headerLength);
  const frame: Http2Frame = {
    type,
    streamId: readStreamId(bytes, 5),
    flags: readFlags(type, bits),
    length: body.length,
    bytes,
  };
  // A frame that is too short for its type is the peer's error, and Node will say so.
  try {
    return Object.assign(frame, bodies[type]?.(body, bits));
  } catch {
    return Object.assign(frame, { detail: 'malformed' });
  }
}

const bodies: Record<string, (body: Buffer, bits: number) => Partial<Http2Frame>> = {
  DATA(body, bits) {
    const isPadded = (bits & 0x8) !== 0;
    const padding = isPadded ? body.readUInt8(0) + 1 : 0;
    const start = headerLength + (isPadded ? 1 : 0);
    return { payload: [start, Math.max(0, body.length - padding)] };
  },
  PRIORITY: (body) => ({
    detail: `depends on ${readStreamId(body, 0)}, weight ${body.readUInt8(4) + 1}`,
  }),
  RST_STREAM: (body) => ({ errorCode: errorName(body.readUInt32BE(0)) }),
  SETTINGS(body) {
    const settings: [string, number][] = [];
    for (let at = 0; at + 6 <= body.length; at += 6) {
      const code = body.readUInt16BE(at);
      settings.push([settingNames[code] ?? `0x${code.toString(16)}`, body.readUInt32BE(at + 2)]);
    }
    return { settings };
  },
  PUSH_PROMISE: (body, bits) => ({
    detail: `promises stream ${readStreamId(body, (bits & 0x8) === 0 ? 0 : 1)}`,
  }),
  PING: (body) => ({ detail: body.toString('hex') }),
  GOAWAY(body) {
    const last = `last stream ${readStreamId(body, 0)}`;
    const debug = body.toString('utf8', 8);
    return {
      errorCode: errorName(body.readUInt32BE(4)),
      detail: debug ? `${last}: ${debug}` : last,
    };
  },
  WINDOW_UPDATE: (body) => ({ increment: body.readUInt32BE(0) & 0x7fffffff }),
  // Travels on stream 0, for another one.
  PRIORITY_UPDATE: (body) => ({
    streamId: readStreamId(body, 0),
    detail: body.toString('latin1', 4),
  }),
};

function readStreamId(bytes: Buffer, at: number): number {
  return bytes.readUInt32BE(at) & 0x7fffffff;
}

function readFlags(type: string, bits: number): string[] {
  const names = Object.entries(flagNames[type] ?? {});
  return names.filter(([bit]) => (bits & Number(bit)) !== 0).map(([, name]) => name);
}

function errorName(code: number): string {
  return errorNames[code] ?? `0x${code.toString(16)}`;
}
