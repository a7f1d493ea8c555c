// Which bytes became which event: follows the records of one run and parses the event stream in them.
import { createParser, type StreamEvent } from '../../sse/parse.ts';
import type { WireRecord } from '../../server/wire-record.ts';
import { payloadOf } from './wire-bytes.ts';

/**
 * Follows a run's records. `onEvent` is called while `feed` runs, for each event that the record completes.
 * Only a 200 with `text/event-stream` is parsed: the body of any other answer is never events.
 */
export function followEvents(onEvent: (event: StreamEvent) => void): {
  feed: (record: WireRecord) => void;
} {
  const parser = createParser({ onEvent });
  let isEventStream = false;

  function beginResponse(head: string): void {
    parser.reset();
    isEventStream =
      /^(HTTP\/1\.\d 200|:status: 200)/m.test(head) &&
      /^content-type: *text\/event-stream/im.test(head);
  }

  return {
    feed(record) {
      if (record.kind === 'response-head') beginResponse(atob(record.bytes ?? ''));
      else if (record.frame?.type === 'HEADERS' && record.from === 'server') {
        beginResponse(
          (record.frame.headers ?? []).map(([name, value]) => `${name}: ${value}`).join('\n'),
        );
      } else if (isEventStream && record.payload) parser.feed(payloadOf(record));
    },
  };
}
