// Cuts the bytes of one direction of a WebSocket into frames. It only watches: the two ends decide
// what is valid. https://www.rfc-editor.org/rfc/rfc6455#section-5.2
import type { WebSocketFrame, WebSocketProblem } from './wire-record.ts';

export type DecodedFrame = WebSocketFrame & {
  /** The first bytes of the frame, header included, at most `keep`; masked as they came. */
  bytes: Buffer;
  /** How many bytes the frame has in all; those that came, if it is incomplete. */
  size: number;
  /** The slice of `bytes` that is payload. */
  payload: [start: number, length: number];
};

export type WebSocketDecoder = {
  /** Takes the next bytes; they may end anywhere. */
  feed: (bytes: Buffer) => void;
  /** The connection is over: a frame that has begun is reported as incomplete. */
  end: () => void;
};

type Options = {
  /** Browsers mask what they send, servers do not. */
  from: 'browser' | 'server';
  onFrame: (frame: DecodedFrame) => void;
  /** Bytes kept of each frame. */
  keep?: number;
};

type Message = NonNullable<WebSocketFrame['content']>;

const opcodes: Record<number, string> = {
  0x0: 'continuation',
  0x1: 'text',
  0x2: 'binary',
  0x8: 'close',
  0x9: 'ping',
  0xa: 'pong',
};

/** Of the payload of a control frame, RFC 6455 5.5. */
const longestControl = 125;

/** Creates a decoder for one direction. A frame that breaks the protocol is its last one. */
export function createWebSocketDecoder({ from, onFrame, keep = 4096 }: Options): WebSocketDecoder {
  let header = Buffer.alloc(0);
  let frame: WebSocketFrame | undefined;
  let kept: Buffer[] = [];
  let size = 0;
  /** The message whose fragments are coming. */
  let message: Message | undefined;
  let isBroken = false;

  // A copy: whoever reads the bytes next may unmask them where they are.
  function collect(bytes: Buffer): number {
    const room = keep - Math.min(size, keep);
    if (room > 0) kept.push(Buffer.from(bytes.subarray(0, room)));
    size += bytes.length;
    return bytes.length;
  }

  function takeHeader(bytes: Buffer): number {
    const piece = bytes.subarray(0, headerLength(header) - header.length);
    header = Buffer.concat([header, piece]);
    if (header.length === headerLength(header)) begin();
    return piece.length;
  }

  function begin(): void {
    collect(header);
    frame = readHeader(header);
    const problem = problemOf(frame, header, from, message !== undefined);
    if (problem) {
      isBroken = true;
      return finish({ problem });
    }
    follow(frame);
    if (frame.length === 0) finish();
  }

  /** Fragments are what their message's first frame said (RFC 6455 5.4, RFC 7692 6). */
  function follow(begun: WebSocketFrame): void {
    if (isControl(begun.opcode)) return;
    const first = begun.rsv.includes('RSV1') ? 'compressed' : (begun.opcode as Message);
    begun.content = message ?? first;
    message = begun.fin ? undefined : begun.content;
  }

  function takePayload(bytes: Buffer, { length }: WebSocketFrame): number {
    const taken = collect(bytes.subarray(0, header.length + length - size));
    if (size === header.length + length) finish();
    return taken;
  }

  function finish(more: Pick<WebSocketFrame, 'problem' | 'incomplete'> = {}): void {
    const bytes = Buffer.concat(kept);
    const start = Math.min(header.length, bytes.length);
    const payload: [number, number] = [start, bytes.length - start];
    const whole = { ...frame!, ...more, bytes, size, payload };
    header = Buffer.alloc(0);
    frame = undefined;
    kept = [];
    size = 0;
    onFrame(whole.opcode === 'close' ? { ...whole, ...closeReason(whole) } : whole);
  }

  return {
    feed(bytes) {
      let rest = bytes;
      while (rest.length > 0 && !isBroken)
        rest = rest.subarray(frame ? takePayload(rest, frame) : takeHeader(rest));
    },
    end() {
      if (frame) finish({ incomplete: true });
    },
  };
}

/** Bytes of a header, as far as its first two say: length, extended length, masking key. */
function headerLength(header: Buffer): number {
  if (header.length < 2) return 2;
  const length = header[1]! & 0x7f;
  const extended = length === 126 ? 2 : length === 127 ? 8 : 0;
  return 2 + extended + (isMasked(header) ? 4 : 0);
}

const isMasked = (header: Buffer) => (header[1]! & 0x80) !== 0;
const isControl = (opcode: string) => ['close', 'ping', 'pong'].includes(opcode);

function readHeader(header: Buffer): WebSocketFrame {
  const first = header[0]!;
  const code = first & 0x0f;
  const bits = [0x40, 0x20, 0x10].flatMap((bit, at) => (first & bit ? [`RSV${at + 1}`] : []));
  const frame: WebSocketFrame = {
    opcode: opcodes[code] ?? `0x${code.toString(16)}`,
    fin: (first & 0x80) !== 0,
    rsv: bits,
    length: readLength(header),
  };
  return isMasked(header) ? { ...frame, mask: [...header.subarray(-4)] } : frame;
}

function readLength(header: Buffer): number {
  const length = header[1]! & 0x7f;
  if (length === 126) return header.readUInt16BE(2);
  return length === 127 ? Number(header.readBigUInt64BE(2)) : length;
}

/** Why the receiver will fail the connection, as far as the header tells. */
function problemOf(
  { opcode, fin, length, mask }: WebSocketFrame,
  header: Buffer,
  from: Options['from'],
  continues: boolean,
): WebSocketProblem | undefined {
  if (opcode.startsWith('0x')) return 'reserved opcode';
  if ((mask !== undefined) !== (from === 'browser')) return mask ? 'masked' : 'not masked';
  if (!hasShortestLength(header, length)) return 'length';
  if (isControl(opcode)) {
    if (!fin) return 'fragmented control frame';
    return length > longestControl ? 'long control frame' : undefined;
  }
  if (opcode === 'continuation') return continues ? undefined : 'nothing to continue';
  return continues ? 'unfinished message' : undefined;
}

/** RFC 6455 5.2: the fewest bytes that can say it, and the highest of 64 bits is 0. */
function hasShortestLength(header: Buffer, length: number): boolean {
  const code = header[1]! & 0x7f;
  if (code === 126) return length > 125;
  return code !== 127 || (length > 0xffff && length <= Number.MAX_SAFE_INTEGER);
}

function closeReason({ bytes, payload, mask, length }: DecodedFrame): Partial<WebSocketFrame> {
  const [start, there] = payload;
  if (there < length || length < 2) return {};
  const body = bytes.subarray(start).map((byte, at) => byte ^ (mask?.[at % 4] ?? 0));
  const closing = Buffer.from(body);
  return { closeCode: closing.readUInt16BE(0), closeReason: closing.toString('utf8', 2) };
}
