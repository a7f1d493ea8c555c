import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createParser, type StreamEvent } from '../../src/sse/parse.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

type Seen = { events: StreamEvent[]; retries: number[]; comments: string[] };

function parse(chunks: Uint8Array[], lastEventId?: string): Seen {
  const seen: Seen = { events: [], retries: [], comments: [] };
  const parser = createParser({
    ...(lastEventId === undefined ? {} : { lastEventId }),
    onEvent: (event) => seen.events.push(event),
    onRetry: (milliseconds) => seen.retries.push(milliseconds),
    onComment: (text) => seen.comments.push(text),
  });
  for (const chunk of chunks) parser.feed(chunk);
  parser.end();
  return seen;
}

const event = (data: string, type = 'message', lastEventId = '') => ({ type, data, lastEventId });

/** Stream → the events it dispatches. Names are the clauses they prove. */
const vectors: [name: string, stream: string | Uint8Array, events: StreamEvent[]][] = [
  ['a blank line ends an event', 'data: a\n\n', [event('a')]],
  ['CR ends a line', 'data: a\r\r', [event('a')]],
  ['CRLF ends a line', 'data: a\r\n\r\n', [event('a')]],
  ['line ends may be mixed', 'data: a\r\ndata: b\rdata: c\n\r\n', [event('a\nb\nc')]],
  [
    'exactly one space after the colon is dropped',
    'data:  a\n\ndata:b\n\ndata:\tc\n\n',
    [event(' a'), event('b'), event('\tc')],
  ],
  ['data lines are joined with line feeds', 'data: a\ndata:\ndata: b\n\n', [event('a\n\nb')]],
  [
    'a line without a colon is a name with an empty value',
    'data\n\ndata\ndata\n\n',
    [event(''), event('\n')],
  ],
  ['an empty data field dispatches an empty event', 'data:\n\n', [event('')]],
  ['no data field, no event', 'event: x\n\ndata: a\n\n', [event('a')]],
  [
    'the type lasts for one event',
    'event: x\ndata: a\n\ndata: b\n\n',
    [event('a', 'x'), event('b')],
  ],
  ['the last event field wins', 'event: x\nevent: y\ndata: a\n\n', [event('a', 'y')]],
  ['an empty event field means message', 'event: x\nevent:\ndata: a\n\n', [event('a')]],
  [
    'the id lasts until another one',
    'id: 7\ndata: a\n\ndata: b\n\n',
    [event('a', 'message', '7'), event('b', 'message', '7')],
  ],
  ['an id without data still counts', 'id: 9\n\ndata: a\n\n', [event('a', 'message', '9')]],
  [
    'an empty id clears it',
    'id: 7\ndata: a\n\nid\ndata: b\n\n',
    [event('a', 'message', '7'), event('b')],
  ],
  ['an id with NUL is ignored', 'id: 7\nid: 8\0\ndata: a\n\n', [event('a', 'message', '7')]],
  ['names are literal', 'Data: a\n data: b\ndata : c\ndata: d\n\n', [event('d')]],
  ['only the first colon separates', 'data: a:b\n\n', [event('a:b')]],
  [
    'unknown fields and prototype names are ignored',
    'toString: a\nfoo: b\ndata: c\n\n',
    [event('c')],
  ],
  ['comments are not data', ': hello\ndata: a\n:\ndata: b\n\n', [event('a\nb')]],
  ['one leading BOM is dropped', '\uFEFFdata: a\n\n', [event('a')]],
  ['a second BOM is part of the name', '\uFEFF\uFEFFdata: a\ndata: b\n\n', [event('b')]],
  ['an event without its blank line is discarded', 'data: a\n\ndata: b\n', [event('a')]],
  ['an unfinished line is discarded', 'data: a\n\ndata: b', [event('a')]],
  ['characters of several bytes', 'data: ñ 😀 “…”\n\n', [event('ñ 😀 “…”')]],
  [
    'invalid UTF-8 becomes U+FFFD',
    Uint8Array.of(...encode('data: '), 0xff, 10, 10),
    [event('\uFFFD')],
  ],
];

describe('the event-stream parser', () => {
  for (const [name, stream, events] of vectors) {
    const bytes = typeof stream === 'string' ? encode(stream) : stream;
    test(name, () => assert.deepEqual(parse([bytes]).events, events));
    test(`${name}, cut at every byte`, () => {
      for (let at = 0; at <= bytes.length; at++) {
        assert.deepEqual(
          parse([bytes.slice(0, at), bytes.slice(at)]).events,
          events,
          `cut at byte ${at}`,
        );
      }
      assert.deepEqual(
        parse([...bytes].map((byte) => Uint8Array.of(byte))).events,
        events,
        'byte by byte',
      );
    });
  }

  test('retry is a number of milliseconds in ASCII digits, valid without a blank line', () => {
    const { retries } = parse([
      encode('retry: 1500\nretry: 1e3\nretry: -5\nretry: 2.5\nretry:\nretry:  7\n'),
    ]);
    assert.deepEqual(retries, [1500]);
  });

  test('comments are reported with everything after their colon', () => {
    assert.deepEqual(parse([encode(': ok\n:\n:x\n')]).comments, [' ok', '', 'x']);
  });

  test('the last event ID of the request is where the stream begins', () => {
    assert.deepEqual(parse([encode('data: a\n\n')], '41').events, [event('a', 'message', '41')]);
  });

  test('a new response keeps the last event ID and nothing else', () => {
    const events: StreamEvent[] = [];
    const parser = createParser({ onEvent: (one) => events.push(one) });
    parser.feed(encode('id: 3\ndata: a\n\nevent: x\nid: 4\ndata: lost\r'));
    parser.reset();
    parser.feed(encode('\uFEFFdata: b\n\n'));
    assert.deepEqual(events, [event('a', 'message', '3'), event('b', 'message', '3')]);
  });
});
