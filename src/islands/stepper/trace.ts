// An event stream at every byte: what the parser has done when so many bytes have come.
import { createParser, type Buffers, type ParserStep, type StreamEvent } from '../../sse/parse.ts';

/** The state after a number of bytes. */
export type Moment = {
  /** The steps that the last byte caused: none within a line, one at its end. */
  steps: ParserStep[];
  buffers: Buffers;
  /** How many events have been dispatched. */
  events: number;
  /** Where in the bytes the current line begins. */
  lineStart: number;
};

export type Trace = {
  bytes: Uint8Array;
  /** One for each number of bytes, 0 first; the last one is the end of the response. */
  moments: Moment[];
  events: StreamEvent[];
};

const nothing: Buffers = {
  data: '',
  type: '',
  idBuffer: '',
  lastEventId: '',
  reconnectionTime: undefined,
};
const LF = 10;
const CR = 13;

/** Parses byte by byte and remembers every moment. */
export function traceStream(bytes: Uint8Array): Trace {
  const events: StreamEvent[] = [];
  let steps: ParserStep[] = [];
  let buffers = nothing;
  const parser = createParser({
    onEvent: (event) => events.push(event),
    onStep: (step) => {
      steps.push(step);
      buffers = step.after;
    },
  });
  const moment = (lineStart: number): Moment => ({
    steps,
    buffers,
    events: events.length,
    lineStart,
  });
  const moments = [moment(0)];
  bytes.forEach((byte, index) => {
    steps = [];
    parser.feed(Uint8Array.of(byte));
    const before = moments[index]!.lineStart;
    const endsLine = byte === LF || byte === CR;
    moments.push(moment(endsLine || steps[0]?.kind === 'bom' ? index + 1 : before));
  });
  steps = [];
  parser.end();
  moments.push(moment(bytes.length));
  return { bytes, moments, events };
}

/** Whether a byte is the LF of a CRLF, whose CR has ended the line already. */
export function isSecondHalf(bytes: Uint8Array, index: number): boolean {
  return bytes[index] === LF && bytes[index - 1] === CR;
}

/** Whether what has come so far of a line ends in the middle of a character. */
export function isHalfCharacter(line: Uint8Array): boolean {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return decoder.decode(line, { stream: true }).length < decodeLine(line).length;
}

/** The text of bytes, a BOM included. */
export function decodeLine(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

export type Stride = 'byte' | 'line' | 'event';

/** The place to which a stride leads: the next byte, the end of a line, a dispatch. */
export function stride({ moments }: Trace, from: number, by: Stride, direction: 1 | -1): number {
  const last = moments.length - 1;
  const isStop = (place: number) =>
    by === 'byte' ||
    place <= 0 ||
    place >= last ||
    moments[place]!.steps.some(({ kind }) => by === 'line' || kind === 'dispatch');
  let place = from + direction;
  while (!isStop(place)) place += direction;
  return Math.max(0, Math.min(last, place));
}
