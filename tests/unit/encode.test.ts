// What is encoded comes out of the parser as it went in, whatever it is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeEvent, encodeRetry, heartbeat, toPiece } from '../../src/sse/encode.ts';
import { createParser, type StreamEvent } from '../../src/sse/parse.ts';

/** What a page would see of a body. */
function read(body: string): { events: StreamEvent[]; retries: number[]; comments: string[] } {
  const seen = { events: [] as StreamEvent[], retries: [] as number[], comments: [] as string[] };
  const parser = createParser({
    onEvent: (event) => void seen.events.push(event),
    onRetry: (time) => void seen.retries.push(time),
    onComment: (text) => void seen.comments.push(text),
  });
  parser.feed(Buffer.from(body));
  parser.end();
  return seen;
}

/** What the format makes of a text: line ends become LF, half a surrogate pair U+FFFD. */
const asSent = (data: string) => data.replaceAll(/\r\n|\r/g, '\n').toWellFormed();

const awkward = [
  ...['', ' ', '  two spaces', '\n', '\n\n', '\r', '\r\n', 'a\n', '\na', 'a\r\rb', 'a\n\r\nb'],
  ...['data: x', 'a\ndata: b', 'a\n\nevent: forged\ndata: x', ': no comment', 'id: 1', 'retry: 1'],
  ...['\0', 'a\0b', '\u{feff}bom', '\u{2028}\u{2029}\u{85}\v\f', 'ñandú', '😀', '\ud83d', '\t'],
  ...['{"json":"{\\n}"}', 'x'.repeat(70_000)],
];

for (const data of awkward) {
  test(`${JSON.stringify(data.slice(0, 30))} comes back as it was sent`, () => {
    const { events, comments } = read(encodeEvent({ data, event: 'news', id: 'a-1' }));
    assert.deepEqual(events, [{ type: 'news', data: asSent(data), lastEventId: 'a-1' }]);
    assert.deepEqual(comments, []);
  });
}

test('a thousand texts of awkward pieces come back, each as one event', () => {
  for (let n = 0; n < 1000; n++) {
    const pieces = Array.from({ length: 1 + (n % 7) }, (_, i) => awkward[(n * 31 + i * 17) % 26]!);
    const data = pieces.join('');
    const { events } = read(encodeEvent({ data }));
    assert.deepEqual(events, [{ type: 'message', data: asSent(data), lastEventId: '' }]);
  }
});

for (const event of ['a\nb', 'a\rb', 'a\0', '\n']) {
  test(`the type ${JSON.stringify(event)} is refused`, () => {
    assert.throws(() => encodeEvent({ data: '', event }), /line end or a NUL .* Put such text in/);
  });
}

for (const id of ['a\n', '\r', '\0', 'ñ', ' a', 'a ', '\t', '\x7f', '😀']) {
  test(`the id ${JSON.stringify(id)} is refused: it would not survive as a header`, () => {
    assert.throws(() => encodeEvent({ data: '', id }), /Last-Event-ID.*Use printable ASCII/);
  });
}

for (const id of ['', 'a', 'a b', '~!', 'epoch-12']) {
  test(`the id ${JSON.stringify(id)} is the last event ID afterwards`, () => {
    const earlier = encodeEvent({ data: '', id: 'earlier' });
    const { events } = read(earlier + encodeEvent({ data: '', id }));
    assert.equal(events[1]?.lastEventId, id);
    assert.equal(new Headers({ 'Last-Event-ID': id }).get('Last-Event-ID'), id);
  });
}

test('an empty type is none', () => {
  assert.equal(read(encodeEvent({ data: 'a', event: '' })).events[0]?.type, 'message');
});

test('a heartbeat is a comment, and has no blank line that could end an event', () => {
  const between = encodeEvent({ data: 'a' }) + heartbeat + encodeEvent({ data: 'b' });
  const { events, comments } = read(between);
  assert.deepEqual(comments, ['']);
  assert.deepEqual(
    events.map(({ data }) => data),
    ['a', 'b'],
  );
  assert.doesNotMatch(heartbeat, /\n\n/);
});

test('a reconnection time counts at once, in whole milliseconds that are not negative', () => {
  assert.deepEqual(read(encodeRetry(1500.6)).retries, [1501]);
  assert.deepEqual(read(encodeRetry(-3)).retries, [0]);
});

test('a piece is one chunk, and its body shares the chunk’s memory', () => {
  const { body, chunk } = toPiece('data: ñ\n\n');
  assert.equal(chunk.toString(), 'a\r\ndata: ñ\n\n\r\n');
  assert.equal(body.toString(), 'data: ñ\n\n');
  assert.equal(body.buffer, chunk.buffer);
});
