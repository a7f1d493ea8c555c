// The event-stream parser of the HTML standard, fed with bytes as they come.
// https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation

/** What a page sees of an event: the fields of the `MessageEvent` that the standard fills. */
export type StreamEvent = {
  /** The event's type: the value of its last `event` field, `message` without one. */
  type: string;
  /** Its `data` lines, joined with line feeds. */
  data: string;
  /** The last event ID at the time of dispatch, also when this event carried no `id` itself. */
  lastEventId: string;
};

export type ParserOptions = {
  /** The last event ID to begin with: what the request carried as `Last-Event-ID`. */
  lastEventId?: string;
  /** Called for each dispatched event. */
  onEvent: (event: StreamEvent) => void;
  /** Called for each valid `retry` field, with the reconnection time in milliseconds. */
  onRetry?: (milliseconds: number) => void;
  /** Called for each comment line, with the text after its colon. */
  onComment?: (text: string) => void;
};

export type Parser = {
  /** Takes the next bytes of the body. They may end anywhere, also inside a character. */
  feed: (bytes: Uint8Array) => void;
  /** The body has ended: an event without its blank line is discarded, as the standard demands. */
  end: () => void;
  /** Prepares for another response of the same stream: the last event ID stays. */
  reset: () => void;
};

const lineEnd = /\r\n|\r|\n/g;

/**
 * Creates an incremental parser for one event stream.
 *
 * Decoding is "UTF-8 decode" of the Encoding standard: invalid bytes become U+FFFD and one leading
 * BOM is dropped. A line ends at LF, CR or CRLF, whichever comes, also across two calls of `feed`.
 */
export function createParser(options: ParserOptions): Parser {
  const { onEvent, onRetry, onComment } = options;
  // A TextDecoder that strips the BOM itself loses a second one in Node 24 when the first is split.
  let decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let atStart = true;
  let line = '';
  let endedWithCarriageReturn = false;
  let type = '';
  let data: string[] = [];
  let lastEventId = options.lastEventId ?? '';
  // An `id` counts once its event has been dispatched; until then it is only in the buffer.
  let idBuffer = lastEventId;

  const fields: Record<string, (value: string) => void> = {
    event: (value) => (type = value),
    data: (value) => data.push(value),
    id: (value) => {
      if (!value.includes('\0')) idBuffer = value;
    },
    retry: (value) => {
      if (/^[0-9]+$/.test(value)) onRetry?.(Number(value));
    },
  };

  function take(text: string): void {
    // The LF of a CRLF whose CR ended the text before.
    if (endedWithCarriageReturn && text.startsWith('\n')) text = text.slice(1);
    else if (text === '') return;
    endedWithCarriageReturn = text.endsWith('\r');
    let from = 0;
    for (const { 0: ending, index } of text.matchAll(lineEnd)) {
      process(line + text.slice(from, index));
      line = '';
      from = index + ending.length;
    }
    line += text.slice(from);
  }

  function process(whole: string): void {
    if (whole === '') return dispatch();
    const colon = whole.indexOf(':');
    if (colon === 0) return onComment?.(whole.slice(1));
    const name = colon < 0 ? whole : whole.slice(0, colon);
    const value = colon < 0 ? '' : whole.slice(colon + 1);
    if (Object.hasOwn(fields, name)) fields[name]?.(value.startsWith(' ') ? value.slice(1) : value);
  }

  // https://html.spec.whatwg.org/multipage/server-sent-events.html#dispatchMessage
  function dispatch(): void {
    lastEventId = idBuffer;
    // The data *buffer* is what must not be empty: one empty `data` line leaves a line feed in it.
    if (data.length > 0) onEvent({ type: type || 'message', data: data.join('\n'), lastEventId });
    forgetEvent();
  }

  function forgetEvent(): void {
    type = '';
    data = [];
  }

  function restart(): void {
    decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    atStart = true;
    line = '';
    endedWithCarriageReturn = false;
    idBuffer = lastEventId;
    forgetEvent();
  }

  return {
    feed(bytes) {
      let text = decoder.decode(bytes, { stream: true });
      if (atStart && text !== '') {
        atStart = false;
        if (text.startsWith('\uFEFF')) text = text.slice(1);
      }
      take(text);
    },
    end: restart,
    reset: restart,
  };
}
