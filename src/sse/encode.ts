// Events as bytes. An event is encoded once, and everybody gets the same buffer: what is left for
// each receiver is one write.
// https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream

/** The fields of an event on its way out. */
export type EventFields = {
  /** Any text: a CR, an LF or both end a line, and arrive as LF; a lone surrogate arrives as U+FFFD. */
  data: string;
  /** The event's type; `message` without one. */
  event?: string | undefined;
  /** The last event ID from this event on. It comes back in a header, so it has to fit into one. */
  id?: string | undefined;
};

/** A comment of one line. No blank line behind it: a widely used client takes that for an event. */
export const heartbeat = ':\n';

const lineEnds = /\r\n|\r|\n/;
const breaksField = /[\0\r\n]/;
/** Printable ASCII, no space at either end: what a header's value can hold and keeps as it is. */
const fitsHeader = /^(?:[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?)?$/;

/**
 * An event as text of an event stream, its blank line included.
 * @throws TypeError with a sentence if `event` or `id` could forge a field or get lost
 */
export function encodeEvent({ data, event, id }: EventFields): string {
  if (event !== undefined) checkEvent(event);
  if (id !== undefined) checkId(id);
  const head = (event ? `event: ${event}\n` : '') + (id === undefined ? '' : `id: ${id}\n`);
  // Most texts are one line of JSON: no array for those.
  const lines = lineEnds.test(data) ? data.split(lineEnds).join('\ndata: ') : data;
  // Always with the space: a reader takes one away, and a text may begin with its own.
  return `${head}data: ${lines}\n\n`;
}

/** @throws TypeError with a sentence unless it can be an event's type */
export function checkEvent(event: string): void {
  if (breaksField.test(event))
    throw new TypeError(
      'The event’s type has a line end or a NUL in it, and would break its field. Put such text in the data.',
    );
}

function checkId(id: string): void {
  if (!fitsHeader.test(id))
    throw new TypeError(
      'The event’s id does not fit into the header Last-Event-ID. Use printable ASCII, without a space at either end.',
    );
}

/**
 * The reconnection time as a field of its own: it counts at once, and needs no blank line.
 * @param milliseconds rounded to whole ones, since only digits count
 */
export function encodeRetry(milliseconds: number): string {
  return `retry: ${Math.max(0, Math.round(milliseconds))}\n`;
}

/** A piece of body, bare and framed, sharing their memory. */
export type Piece = {
  /** For HTTP/2, whose frames are its own business, and for HTTP/1.0. */
  body: Buffer;
  /** For HTTP/1.1: the same bytes as one chunk. RFC 9112, section 7.1 */
  chunk: Buffer;
};

// #region piece
/** Bytes for a text, once. */
export function toPiece(text: string): Piece {
  const size = Buffer.byteLength(text);
  const head = `${size.toString(16)}\r\n`;
  const chunk = Buffer.from(`${head}${text}\r\n`);
  const from = head.length;
  return { chunk, body: chunk.subarray(from, from + size) };
}
// #endregion piece
