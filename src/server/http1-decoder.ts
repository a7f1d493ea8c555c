// Cuts the bytes of one direction of an HTTP/1 connection into heads, chunks and bodies.
// It only watches: Node's own parser is the one that decides what is valid.

export type Http1Part = {
  kind: 'head' | 'chunk' | 'last-chunk' | 'body';
  /** The first bytes of the part, at most `keep`. */
  bytes: Buffer;
  /** How many bytes the part has in all. */
  size: number;
  /** The slice of `bytes` that is body. */
  payload?: [start: number, length: number];
  /** Of a head: its start line, without the line end. */
  startLine?: string;
  /** Whether the message ends with this part. */
  endsMessage: boolean;
};

export type Http1Decoder = {
  /** Takes the next bytes; they may end anywhere. */
  feed: (bytes: Buffer) => void;
};

type Options = {
  of: 'requests' | 'responses';
  onPart: (part: Http1Part) => void;
  /** For responses: whether the request was HEAD, whose answer has no body whatever its head says. */
  answersHead?: () => boolean;
  /** Takes what follows the head of a request for a WebSocket, and of its 101: HTTP no longer. */
  onSwitched?: (bytes: Buffer) => void;
  /** Bytes kept of each part. */
  keep?: number;
};

type State =
  | 'head'
  | 'sized'
  | 'until-close'
  | 'chunk-size'
  | 'chunk-data'
  | 'trailer'
  | 'switched'
  | 'broken';

const longestHead = 80 * 1024;

/** Creates a decoder for one direction. Bytes that are no HTTP/1 end it silently. */
export function createHttp1Decoder({
  of,
  onPart,
  answersHead = () => false,
  onSwitched = () => {},
  keep = 4096,
}: Options): Http1Decoder {
  let state: State = 'head';
  let kept: Buffer[] = [];
  let size = 0;
  let line = '';
  let lines: string[] = [];
  let remaining = 0;
  let payload: [number, number] = [0, 0];

  const steps: Record<State, (bytes: Buffer) => number> = {
    head: (bytes) => takeLine(bytes, onHeadLine),
    'chunk-size': (bytes) => takeLine(bytes, onChunkSize),
    'chunk-data': takeChunk,
    trailer: (bytes) => takeLine(bytes, (text) => text === '' && emit('last-chunk', true)),
    sized: (bytes) => takeBody(bytes, Math.min(remaining, bytes.length)),
    'until-close': (bytes) => takeBody(bytes, bytes.length),
    switched(bytes) {
      onSwitched(bytes);
      return bytes.length;
    },
    broken: (bytes) => bytes.length,
  };

  function collect(bytes: Buffer): number {
    const room = keep - Math.min(size, keep);
    if (room > 0) kept.push(Buffer.from(bytes.subarray(0, room)));
    size += bytes.length;
    return bytes.length;
  }

  /** Consumes up to the next line feed; calls back once the line is whole. */
  function takeLine(bytes: Buffer, onLine: (text: string) => void): number {
    const end = bytes.indexOf(0x0a);
    const piece = end < 0 ? bytes : bytes.subarray(0, end + 1);
    collect(piece);
    line += piece.toString('latin1');
    if (size > longestHead) state = 'broken';
    if (end >= 0) {
      const text = line.replace(/\r?\n$/, '');
      line = '';
      onLine(text);
    }
    return piece.length;
  }

  function onHeadLine(text: string): void {
    // RFC 9112 2.2: a server ignores empty lines before a request line.
    if (text !== '') lines.push(text);
    else if (lines.length > 0) onHead();
  }

  function onHead(): void {
    const [startLine = '', ...fields] = lines;
    lines = [];
    const next = bodyAfter(startLine, fields);
    emit('head', next === 'head' && !isInterim(startLine), startLine);
    state = next;
  }

  /** The message body's length, in the order of RFC 9112 6.3. */
  function bodyAfter(startLine: string, fields: string[]): State {
    const status = of === 'responses' ? Number(startLine.split(' ')[1]) : undefined;
    if (status === 101) return 'switched';
    if (of === 'requests' && asksForWebSocket(startLine, fields)) return 'switched';
    if (status !== undefined && (status < 200 || status === 204 || status === 304)) return 'head';
    if (status !== undefined && answersHead()) return 'head';
    if (/\bchunked\s*$/i.test(fieldValue(fields, 'transfer-encoding') ?? '')) return 'chunk-size';
    const length = fieldValue(fields, 'content-length');
    remaining = Number(length ?? 0);
    if (remaining > 0) return 'sized';
    return length === undefined && status !== undefined ? 'until-close' : 'head';
  }

  const isInterim = (startLine: string) => /^HTTP\/\S+ 1\d\d/.test(startLine);

  function onChunkSize(text: string): void {
    const digits = /^([0-9a-f]{1,12})\s*(;|$)/i.exec(text)?.[1];
    if (digits === undefined) return void (state = 'broken');
    const length = parseInt(digits, 16);
    payload = [size, length];
    // The chunk's data is followed by a line end of its own.
    remaining = length + 2;
    state = length === 0 ? 'trailer' : 'chunk-data';
  }

  function takeChunk(bytes: Buffer): number {
    const taken = collect(bytes.subarray(0, remaining));
    remaining -= taken;
    if (remaining === 0) {
      emit('chunk', false);
      state = 'chunk-size';
    }
    return taken;
  }

  function takeBody(bytes: Buffer, length: number): number {
    payload = [0, length];
    collect(bytes.subarray(0, length));
    if (state === 'sized') remaining -= length;
    const ends = state === 'sized' && remaining === 0;
    emit('body', ends);
    if (ends) state = 'head';
    return length;
  }

  function emit(kind: Http1Part['kind'], endsMessage: boolean, startLine?: string): void {
    const bytes = Buffer.concat(kept);
    const part: Http1Part = { kind, bytes, size, endsMessage };
    if (kind === 'chunk' || kind === 'body') part.payload = within(payload, bytes.length);
    if (startLine !== undefined) part.startLine = startLine;
    kept = [];
    size = 0;
    if (kind === 'last-chunk') state = 'head';
    onPart(part);
  }

  return {
    feed(bytes) {
      let rest = bytes;
      while (rest.length > 0) rest = rest.subarray(steps[state](rest));
    },
  };
}

/** As the lab's server decides it, before any bytes can say otherwise. RFC 9110 7.8 */
function asksForWebSocket(startLine: string, fields: string[]): boolean {
  const connection = fields.filter((one) => /^connection:.*\bupgrade\b/i.test(one));
  const upgrade = fieldValue(fields, 'upgrade')?.toLowerCase();
  return startLine.endsWith(' HTTP/1.1') && connection.length > 0 && upgrade === 'websocket';
}

function fieldValue(fields: string[], name: string): string | undefined {
  const field = fields.find((one) => one.slice(0, one.indexOf(':')).toLowerCase() === name);
  return field?.slice(name.length + 1).trim();
}

function within([start, length]: [number, number], kept: number): [number, number] {
  const from = Math.min(start, kept);
  return [from, Math.min(length, kept - from)];
}
