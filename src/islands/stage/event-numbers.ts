// Which bytes became which event: follows a run's records and parses the event streams in them.
import { createParser, type Parser, type StreamEvent } from '../../sse/parse.ts';
import type { WireRecord } from '../../server/wire-record.ts';
import { payloadOf } from './wire-bytes.ts';

/**
 * Follows a run's records, each with the path of its request. `onEvent` is called while `feed` runs,
 * for each event that the record completes. `feed` tells how many there were; undefined where the
 * record is a piece of an event stream that cannot be read: compressed, or not kept whole.
 * Only a 200 with `text/event-stream` that the page may read is parsed: the body of any other answer
 * is never events. `onPiece` is called before, for each record that holds a piece of such a body.
 */
export function followEvents(
  onEvent: (event: StreamEvent, path: string) => void,
  onPiece: (record: WireRecord, path: string) => void = () => {},
): {
  feed: (record: WireRecord, path: string | undefined) => number | undefined;
} {
  /** A stream's parser outlives its responses: the last event ID does too. */
  const parsers = new Map<string, Parser>();
  const streaming = new Map<string, { isPlain: boolean }>();
  /** What pages of another origin asked for: browsers say so in the request. */
  const foreign = new Set<string>();
  let count = 0;

  function beginResponse(path: string, head: string): void {
    if (!isEventStream(head, foreign.has(path))) return void streaming.delete(path);
    streaming.set(path, { isPlain: !/^content-encoding:/im.test(head) });
    const parser = parsers.get(path) ?? createParser({ onEvent: (event) => take(event, path) });
    parsers.set(path, parser);
    parser.reset();
  }

  function take(event: StreamEvent, path: string): void {
    count++;
    onEvent(event, path);
  }

  /** How many events a piece of a stream completes, if its bytes tell. */
  function read(record: WireRecord, path: string): number | undefined {
    onPiece(record, path);
    const parser = parsers.get(path);
    if (record.cut) {
      // The end of a long event is not kept: the next piece is read as a beginning.
      parser?.reset();
      return undefined;
    }
    count = 0;
    parser?.feed(payloadOf(record));
    return count;
  }

  return {
    feed(record, path) {
      if (path === undefined) return 0;
      const head = headOf(record);
      if (head !== undefined && record.from === 'server') beginResponse(path, head);
      else if (head !== undefined && /^origin:/im.test(head)) foreign.add(path);
      const stream = streaming.get(path);
      if (!stream || record.from !== 'server' || !record.payload) return 0;
      return stream.isPlain ? read(record, path) : undefined;
    },
  };
}

/**
 * Numbers the events of a run, on the wire and in the page alike: the n-th event of a stream has the
 * same number on both sides, whichever side hears of it first.
 */
export function numberEvents(): {
  onWire: (path: string) => number;
  inPage: (path: string) => number;
} {
  const numbers = new Map<string, number>();
  function countOff(counts = new Map<string, number>()) {
    return (path: string) => {
      const nth = (counts.get(path) ?? 0) + 1;
      counts.set(path, nth);
      const key = `${nth} ${path}`;
      const number = numbers.get(key) ?? numbers.size + 1;
      numbers.set(key, number);
      return number;
    };
  }
  return { onWire: countOff(), inPage: countOff() };
}

/** In the course the lab is another origin than the page: what CORS does not allow never reaches it either. */
function isEventStream(head: string, isForeign: boolean): boolean {
  return (
    /^(HTTP\/1\.\d 200|:status: 200)/m.test(head) &&
    /^content-type: *text\/event-stream/im.test(head) &&
    (!isForeign || /^access-control-allow-origin:/im.test(head))
  );
}

function headOf(record: WireRecord): string | undefined {
  if (record.kind === 'response-head' || record.kind === 'request-head')
    return atob(record.bytes ?? '');
  if (record.frame?.type !== 'HEADERS') return undefined;
  return (record.frame.headers ?? []).map(([name, value]) => `${name}: ${value}`).join('\n');
}
