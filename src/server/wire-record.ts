// What the wire tap tells a page. Types only: the browser imports this file too.

/** One piece of what a connection carried, in the order in which it did. */
export type WireRecord = {
  /** Whose bytes: `<tap>.<n>`, as in the path `/@<tap>.<n>/<slug>/events`. */
  run: string;
  /** Milliseconds since the epoch, by the server's clock. */
  at: number;
  /** The server's number of the TCP connection. */
  connection: number;
  protocol: Protocol;
  /** `host`: nobody sent it, the companion reports something it did or saw. */
  from: 'browser' | 'server' | 'host';
  kind:
    | 'request-head'
    | 'response-head'
    | 'chunk'
    | 'last-chunk'
    | 'body'
    | 'frame'
    | 'ws-frame'
    | 'closed'
    | 'fault';
  /** Bytes on the connection, inside TLS. */
  size: number;
  /** Those bytes in base64, at most the first 4096. */
  bytes?: string;
  /** Present when `bytes` holds fewer than `size`. */
  cut?: true;
  /** The slice of `bytes` that is body, without chunk framing, frame header and padding. */
  payload?: [start: number, length: number];
  /** Of HTTP/2. */
  frame?: FrameRecord;
  /** Of `ws-frame`. Its payload is in `bytes` as it was sent: what a browser sends is masked. */
  webSocket?: WebSocketFrame;
  /** Of `closed`: `browser left`, `server ended` or `cut`. Of `fault`: the fault's name. */
  reason?: string;
};

/** `WebSocket`: what an HTTP/1.1 connection carries after its 101. */
export type Protocol = 'HTTP/1.0' | 'HTTP/1.1' | 'HTTP/2' | 'WebSocket';

/** An HTTP/2 frame, decoded as far as a reader wants to know. https://www.rfc-editor.org/rfc/rfc9113#section-6 */
export type FrameRecord = {
  /** `DATA`, `HEADERS`, …; `PREFACE` for the client's connection preface, which is no frame. */
  type: string;
  streamId: number;
  flags: string[];
  /** Of the payload, as the frame header says. */
  length: number;
  detail?: string;
  settings?: [name: string, value: number][];
  headers?: [name: string, value: string][];
  errorCode?: string;
  /** Of WINDOW_UPDATE, in bytes. */
  increment?: number;
};

/** A WebSocket frame. https://www.rfc-editor.org/rfc/rfc6455#section-5.2 */
export type WebSocketFrame = {
  /** `text`, `binary`, `continuation`, `close`, `ping`, `pong`; `0x3` for what no standard names. */
  opcode: string;
  /** Whether it is the last frame of its message. */
  fin: boolean;
  /** The reserved bits that are set. RSV1 says that a message is compressed (RFC 7692). */
  rsv: string[];
  /** Of the payload, as the header says. */
  length: number;
  /** The masking key: byte n of the payload was sent as itself XOR byte n mod 4 of the key. */
  mask?: number[];
  /** Of data frames: what the payload is; a continuation is what its message began as. */
  content?: 'text' | 'binary' | 'compressed';
  closeCode?: number;
  closeReason?: string;
  /** The connection ended before the frame did. */
  incomplete?: true;
  /** Why this is no valid frame. What follows it in this direction is not recorded. */
  problem?: WebSocketProblem;
};

/** RFC 6455 5.1 (masking), 5.2 (opcode, length), 5.4 (fragments), 5.5 (control frames). */
export type WebSocketProblem =
  | 'reserved opcode'
  | 'masked'
  | 'not masked'
  | 'length'
  | 'fragmented control frame'
  | 'long control frame'
  | 'nothing to continue'
  | 'unfinished message';
