// What the wire carried, told to the demo: a `wire` event at its view for each piece of its requests.
// demos/README.md has the contract.
import type { Protocol, WebSocketFrame, WireRecord } from '../../server/wire-record.ts';
import { bytesOf, payloadSize } from './wire-bytes.ts';

export type Wire = {
  /** Below the demo: `events?reader=ana`. */
  path: string;
  /** The server's number of the TCP connection. */
  connection: number;
  protocol: Protocol;
  from: 'browser' | 'server';
  part: 'head' | 'message' | 'control' | 'end';
  /** Bytes on the connection, framing included, inside TLS. */
  size: number;
  /** Those of them that are body or message. */
  payload: number;
  /** Events, or messages of a WebSocket, that it completes; undefined where the bytes do not tell. */
  messages: number | undefined;
  /** Milliseconds since the epoch, by the server's clock. */
  at: number;
  /** The first 4096 bytes at most, as they travelled. */
  bytes: Uint8Array;
  webSocket?: WebSocketFrame;
};

/** Tells a demo's view of a record of one of its requests. */
export function tellOfWire(
  view: HTMLElement,
  record: WireRecord,
  path: string,
  events: number | undefined,
): void {
  const { connection, protocol, from, size, at, webSocket } = record;
  if (from === 'host') return;
  const detail: Wire = {
    path,
    connection,
    protocol,
    from,
    part: partOf(record),
    size,
    payload: payloadSize(record),
    messages: webSocket ? Number(endsMessage(webSocket)) : events,
    at,
    bytes: bytesOf(record),
    ...(webSocket ? { webSocket } : {}),
  };
  view.dispatchEvent(new CustomEvent('wire', { detail }));
}

/** Whether a frame is the last one of a message. RFC 6455 5.4 */
export function endsMessage({ content, fin, incomplete, problem }: WebSocketFrame): boolean {
  return content !== undefined && fin && !incomplete && !problem;
}

function partOf(record: WireRecord): Wire['part'] {
  const { kind, frame, webSocket } = record;
  if (webSocket) return webSocket.content && !webSocket.problem ? 'message' : 'control';
  if (frame) return partOfFrame(frame.type, payloadSize(record));
  if (kind === 'last-chunk') return 'end';
  return kind === 'chunk' || kind === 'body' ? 'message' : 'head';
}

function partOfFrame(type: string, payload: number): Wire['part'] {
  if (type === 'DATA') return payload > 0 ? 'message' : 'end';
  return type === 'HEADERS' || type === 'CONTINUATION' ? 'head' : 'control';
}
