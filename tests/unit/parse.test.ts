import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createParser, type ParserStep, type StreamEvent } from '../../src/sse/parse.ts';
import { vectors, type Vector } from '../support/event-stream-vectors.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

type Seen = { events: StreamEvent[]; retries: number[]; comments: string[]; steps: ParserStep[] };

function parse(chunks: Uint8Array[], lastEventId?: string): Seen {
  const seen: Seen = { events: [], retries: [], comments: [], steps: [] };
  const parser = createParser({
    ...(lastEventId === undefined ? {} : { lastEventId }),
    onEvent: (event) => seen.events.push(event),
    onRetry: (milliseconds) => seen.retries.push(milliseconds),
    onComment: (text) => seen.comments.push(text),
    onStep: (step) => seen.steps.push(step),
  });
  for (const chunk of chunks) parser.feed(chunk);
  parser.end();
  return seen;
}

const byteByByte = (bytes: Uint8Array) => Array.from(bytes, (byte) => Uint8Array.of(byte));

/** Every way to cut the bytes once: at the start, at each byte, at the end. */
function* cutOnce(bytes: Uint8Array): Generator<Uint8Array[]> {
  for (let at = 0; at <= bytes.length; at++) yield [bytes.slice(0, at), bytes.slice(at)];
}

function check(seen: Seen, { events, retries, comments }: Vector, how: string): void {
  assert.deepEqual(seen.events, events, how);
  if (retries) assert.deepEqual(seen.retries, retries, how);
  if (comments) assert.deepEqual(seen.comments, comments, how);
}

describe('the event-stream parser', () => {
  for (const vector of vectors) {
    const { name, clause, bytes, lastEventId } = vector;
    test(`${name} (${clause})`, () => check(parse([bytes], lastEventId), vector, 'whole'));
    test(`${name}, cut at every byte`, () => {
      const whole = parse([bytes], lastEventId);
      for (const chunks of [...cutOnce(bytes), byteByByte(bytes)]) {
        const seen = parse(chunks, lastEventId);
        check(seen, vector, `cut at ${chunks[0]?.length ?? 0}`);
        assert.deepEqual(seen.steps, whole.steps, 'the steps do not depend on the cuts');
      }
    });
  }

  test('every vector has a name of its own', () => {
    assert.equal(new Set(vectors.map(({ name }) => name)).size, vectors.length);
  });

  test('three million bytes in one event, in pieces of 1000', () => {
    const data = 'x'.repeat(3_000_000);
    const bytes = encode(`data: ${data}\n\n`);
    const chunks = Array.from({ length: Math.ceil(bytes.length / 1000) }, (_, index) =>
      bytes.subarray(index * 1000, index * 1000 + 1000),
    );
    const events: StreamEvent[] = [];
    const parser = createParser({ onEvent: (event) => events.push(event) });
    for (const chunk of chunks) parser.feed(chunk);
    assert.equal(events.length, 1);
    assert.equal(events[0]?.data.length, data.length);
  });

  test('JSON stays on its line, whatever its strings hold; pretty-printed JSON does not', () => {
    const value = { text: 'a\nid: forged\r\n\n\0' };
    const [event, ...more] = parse([encode(`data: ${JSON.stringify(value)}\n\n`)]).events;
    assert.deepEqual(JSON.parse(event!.data), value);
    assert.equal(event!.lastEventId, '');
    assert.equal(more.length, 0);
    const pretty = parse([encode(`data: ${JSON.stringify(value, null, 2)}\n\n`)]).events;
    assert.equal(pretty[0]?.data, '{');
  });

  test('a new response keeps the last event ID and nothing else', () => {
    const events: StreamEvent[] = [];
    const parser = createParser({ onEvent: (one) => events.push(one) });
    parser.feed(encode('id: 3\ndata: a\n\nevent: x\nid: 4\ndata: lost\r'));
    parser.reset();
    parser.feed(encode('\uFEFFdata: b\n\n'));
    assert.deepEqual(events, [
      { type: 'message', data: 'a', lastEventId: '3' },
      { type: 'message', data: 'b', lastEventId: '3' },
    ]);
  });
});

describe('the steps of the parser', () => {
  const nothing = {
    data: '',
    type: '',
    idBuffer: '',
    lastEventId: '',
    reconnectionTime: undefined,
  };
  const steps = (stream: string) => parse([encode(stream)]).steps;
  const field = (line: string, name: string, value: string, ignored?: string) => ({
    kind: 'field',
    line,
    name,
    value,
    ignored,
  });

  test('name each field, and the buffers after it', () => {
    const after = { ...nothing, data: 'a\n' };
    assert.deepEqual(steps('data: a\nevent:x\nid: 7\nretry: 9\n\n'), [
      { ...field('data: a', 'data', 'a'), after },
      { ...field('event:x', 'event', 'x'), after: { ...after, type: 'x' } },
      { ...field('id: 7', 'id', '7'), after: { ...after, type: 'x', idBuffer: '7' } },
      {
        ...field('retry: 9', 'retry', '9'),
        after: { ...after, type: 'x', idBuffer: '7', reconnectionTime: 9 },
      },
      {
        kind: 'dispatch',
        event: { type: 'x', data: 'a', lastEventId: '7' },
        after: { ...nothing, idBuffer: '7', lastEventId: '7', reconnectionTime: 9 },
      },
    ]);
  });

  test('say why a field is ignored', () => {
    const reasons = steps('Data: a\nid: \0\nretry: 1e3\nfoo\n').map((step) =>
      step.kind === 'field' ? step.ignored : step.kind,
    );
    assert.deepEqual(reasons, ['unknown-name', 'nul-in-id', 'not-digits', 'unknown-name']);
  });

  test('tell a comment, a dropped BOM, and a blank line with nothing to dispatch', () => {
    const seen = steps('\uFEFF: ok\nevent: x\nid: 5\n\n');
    assert.deepEqual(
      seen.map(({ kind }) => kind),
      ['bom', 'comment', 'field', 'field', 'nothing-to-dispatch'],
    );
    assert.deepEqual(seen.at(-1)?.after, { ...nothing, idBuffer: '5', lastEventId: '5' });
  });

  test('show what the end of the response discards, the id included', () => {
    assert.deepEqual(steps('id: 2\ndata: b\nda').at(-1), {
      kind: 'discard',
      line: 'da',
      after: nothing,
    });
    assert.notEqual(steps('data: a\n\n').at(-1)?.kind, 'discard');
  });
});
