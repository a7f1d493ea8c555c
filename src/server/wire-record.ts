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
  frame?: FrameRecord;
  /** Of `closed`: `browser left`, `server ended` or `cut`. Of `fault`: the fault's name. */
  reason?: string;
};

export type Protocol = 'HTTP/1.0' | 'HTTP/1.1' | 'HTTP/2';

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
