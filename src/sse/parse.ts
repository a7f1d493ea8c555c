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

/** What the parser remembers between two lines, by the standard's names. */
export type Buffers = {
  /** The data buffer: every `data` line with a line feed behind it. */
  data: string;
  /** The event type buffer. */
  type: string;
  /** The last event ID buffer: what the next dispatch will make the last event ID. */
  idBuffer: string;
  /** The last event ID string: what events carry, and what a reconnecting browser sends. */
  lastEventId: string;
  /** Set by a valid `retry`; undefined while the browser's own default counts. */
  reconnectionTime: number | undefined;
};

/** Why a field changed nothing. */
export type Refusal = 'unknown-name' | 'nul-in-id' | 'not-digits';

/** One thing the parser did. The steps of a stream are the same however its bytes were cut. */
export type ParserStep = { after: Buffers } & (
  | { kind: 'bom' }
  | { kind: 'comment'; line: string; text: string }
  | { kind: 'field'; line: string; name: string; value: string; ignored: Refusal | undefined }
  | { kind: 'dispatch'; event: StreamEvent }
  /** A blank line with an empty data buffer: the type is forgotten, the id counts. */
  | { kind: 'nothing-to-dispatch' }
  /** The response ended in the middle of an event, or of a line: `line` is what there was of it. */
  | { kind: 'discard'; line: string }
);

export type ParserOptions = {
  /** The last event ID to begin with: what the request carried as `Last-Event-ID`. */
  lastEventId?: string;
  /** Called for each dispatched event. */
  onEvent: (event: StreamEvent) => void;
  /** Called for each valid `retry` field, with the reconnection time in milliseconds. */
  onRetry?: (milliseconds: number) => void;
  /** Called for each comment line, with the text after its colon. */
  onComment?: (text: string) => void;
  /** Called for each thing the parser does, after it was done. Without it, steps cost nothing. */
  onStep?: (step: ParserStep) => void;
};

export type Parser = {
  /** Takes the next bytes of the body. They may end anywhere, also inside a character. */
  feed: (bytes: Uint8Array) => void;
  /** The body has ended: an event without its blank line is discarded, as the standard demands. */
  end: () => void;
  /** Prepares for another response of the same stream: the last event ID stays. */
  reset: () => void;
};

/**
 * Creates an incremental parser for one event stream.
 *
 * Decoding is "UTF-8 decode" of the Encoding standard: invalid bytes become U+FFFD and one leading
 * BOM is dropped. A line ends at LF, CR or CRLF, whichever comes, also across two calls of `feed`.
 *
 * One thing differs from the letter of the standard: there each response begins with an empty last
 * event ID buffer, so that its first event without an `id` would clear the last event ID. Chromium
 * and Firefox keep the last event ID across responses, and so do we.
 */
export function createParser(options: ParserOptions): Parser {
  const { onEvent, onRetry, onComment, onStep } = options;
  let decoder = newDecoder();
  let atStart = true;
  let line = '';
  let endedWithCarriageReturn = false;
  let data = '';
  let type = '';
  let lastEventId = options.lastEventId ?? '';
  // An `id` counts once a blank line has come; until then it is only in the buffer.
  let idBuffer = lastEventId;
  let reconnectionTime: number | undefined;

  type StepMade<Step = ParserStep> = Step extends unknown ? Omit<Step, 'after'> : never;
  const report =
    onStep &&
    ((step: StepMade) => {
      onStep({ ...step, after: { data, type, idBuffer, lastEventId, reconnectionTime } });
    });

  const fields: Record<string, (value: string) => Refusal | void> = {
    // #region fields
    data: (value) => void (data += `${value}\n`),
    event: (value) => void (type = value),
    id: (value): Refusal | void => {
      if (value.includes('\0')) return 'nul-in-id';
      idBuffer = value;
    },
    retry: (value): Refusal | void => {
      if (!/^[0-9]+$/.test(value)) return 'not-digits';
      reconnectionTime = Number(value);
      onRetry?.(reconnectionTime);
    },
    // #endregion fields
  };

  // #region lines
  function readLines(text: string): void {
    const lines = text.split(/\r\n|\r|\n/);
    const unfinished = lines.pop() ?? '';
    for (const rest of lines) {
      const whole = line + rest;
      line = '';
      readLine(whole);
    }
    line += unfinished;
  }
  // #endregion lines

  // #region line
  function readLine(whole: string): void {
    if (whole === '') return dispatch();
    const colon = whole.indexOf(':');
    if (colon === 0) return skipComment(whole);
    if (colon < 0) return readField(whole, whole, '');
    const value = whole.slice(colon + 1).replace(/^ /, '');
    readField(whole, whole.slice(0, colon), value);
  }
  // #endregion line

  function skipComment(whole: string): void {
    const text = whole.slice(1);
    onComment?.(text);
    report?.({ kind: 'comment', line: whole, text });
  }

  function readField(whole: string, name: string, value: string): void {
    const isKnown = Object.hasOwn(fields, name);
    const ignored = isKnown ? fields[name]!(value) || undefined : 'unknown-name';
    report?.({ kind: 'field', line: whole, name, value, ignored });
  }

  // https://html.spec.whatwg.org/multipage/server-sent-events.html#dispatchMessage
  // #region dispatch
  function dispatch(): void {
    lastEventId = idBuffer;
    const event = data !== '' && {
      type: type || 'message',
      data: data.slice(0, -1),
      lastEventId,
    };
    data = '';
    type = '';
    if (event) emit(event);
    else report?.({ kind: 'nothing-to-dispatch' });
  }
  // #endregion dispatch

  function emit(event: StreamEvent): void {
    onEvent(event);
    report?.({ kind: 'dispatch', event });
  }

  function restart(): void {
    decoder = newDecoder();
    atStart = true;
    line = '';
    endedWithCarriageReturn = false;
    data = '';
    type = '';
    idBuffer = lastEventId;
  }

  function discard(): void {
    // What is left of a character becomes U+FFFD, at the end of a line that has no end.
    const rest = line + decoder.decode();
    const isLost = rest !== '' || data !== '' || type !== '' || idBuffer !== lastEventId;
    restart();
    if (isLost) report?.({ kind: 'discard', line: rest });
  }

  return {
    feed(bytes) {
      let text = decoder.decode(bytes, { stream: true });
      if (text === '') return;
      if (atStart && text.startsWith('\uFEFF')) {
        text = text.slice(1);
        report?.({ kind: 'bom' });
      }
      atStart = false;
      // The LF of a CRLF whose CR has ended a line already.
      if (endedWithCarriageReturn && text.startsWith('\n')) text = text.slice(1);
      endedWithCarriageReturn = text.endsWith('\r');
      readLines(text);
    },
    end: discard,
    reset: restart,
  };
}

function newDecoder(): TextDecoder {
  // A TextDecoder that strips the BOM itself loses a second one in Node 24 when the first is split.
  return new TextDecoder('utf-8', { ignoreBOM: true });
}
