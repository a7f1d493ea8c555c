// The vectors of the event-stream format: bytes, and what they must become. The same file is sent
// through our parser and through a browser's.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../src/root.ts';
import type { StreamEvent } from '../../src/sse/parse.ts';

export type Vector = {
  name: string;
  /** The clause of HTML 9.2 (or of the Encoding standard) that it holds to. */
  clause: string;
  bytes: Uint8Array;
  /** The last event ID before the first byte. */
  lastEventId: string | undefined;
  events: StreamEvent[];
  /** What Chromium 156 dispatches, where it departs from the standard. */
  chromium: StreamEvent[] | undefined;
  /** Undefined where the vector says nothing about them. */
  retries: number[] | undefined;
  comments: string[] | undefined;
};

/** `type` is `message` and `lastEventId` empty unless they are written. */
type WrittenEvent = Partial<StreamEvent> & { data: string };

/** In the file, bytes that are valid UTF-8 are text; others are hexadecimal. */
type Written = Partial<Omit<Vector, 'events' | 'chromium'>> & {
  name: string;
  clause: string;
  stream?: string;
  hex?: string;
  events: WrittenEvent[];
  chromium?: WrittenEvent[];
};

const file = join(root, 'tests/vectors/event-stream.json');

/** All vectors, in the order of the file. */
export const vectors: Vector[] = (JSON.parse(readFileSync(file, 'utf8')) as Written[]).map(
  ({ name, clause, stream = '', hex, lastEventId, retries, comments, events, chromium }) => ({
    name,
    clause,
    bytes: new Uint8Array(hex === undefined ? Buffer.from(stream) : Buffer.from(hex, 'hex')),
    lastEventId,
    retries,
    comments,
    events: events.map(whole),
    chromium: chromium?.map(whole),
  }),
);

function whole(event: WrittenEvent): StreamEvent {
  return { type: 'message', lastEventId: '', ...event };
}
