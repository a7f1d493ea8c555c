// What the bench makes of its numbers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLimit } from '../bench/conditions.ts';
import { toMarkdown } from '../bench/figure.ts';
import { createPayload, mark, microseconds, stampBefore } from '../bench/payload.ts';
import { median, percentile, toText, verdict } from '../bench/statistics.ts';
import { toTable } from '../bench/table.ts';

test('a median is the middle one, whatever the order, and changes nothing', () => {
  const values = [10, 9, 1];
  assert.equal(median(values), 9);
  assert.deepEqual(values, [10, 9, 1]);
  assert.equal(median([1, 2, 4, 100]), 3);
  assert.throws(() => median([]), /at least once/);
});

test('a percentile is one of the values', () => {
  const values = Array.from({ length: 200 }, (_, index) => 200 - index);
  assert.equal(percentile(values, 99), 198);
  assert.equal(percentile(values, 100), 200);
  assert.equal(percentile([7], 99), 7);
});

for (const [bound, measured, expected] of [
  ['at most', 0.6, 'met'],
  ['at most', 0.61, 'missed'],
  ['at least', 8, 'met'],
  ['at least', 7.9, 'missed'],
  ['at most', NaN, 'missed'],
  ['at least', NaN, 'missed'],
] as const)
  test(`${measured} where ${bound} ${bound === 'at most' ? 0.6 : 8} is wanted: ${expected}`, () => {
    const limit = bound === 'at most' ? 0.6 : 8;
    assert.equal(verdict({ wanted: '', bound, limit, measured }), expected);
  });

test('a number is shown with the digits that mean something', () => {
  const shown = [0.4567, 12.345, 123.45, 71234.5, NaN].map(toText);
  assert.deepEqual(shown, ['0.46', '12.3', '123', '71,235', 'not measured']);
});

test('a table is padded, names to the left and numbers to the right', () => {
  assert.equal(
    toTable(
      ['', 'µs'],
      [
        ['engine', '8'],
        ['ws', '11.2'],
      ],
    ),
    '|        |   µs |\n| ------ | ---: |\n| engine |    8 |\n| ws     | 11.2 |',
  );
});

test('a missed target stands in the text as one', () => {
  const values = new Map([
    ['engine', [9, 8, 10]],
    ['better-sse', [12, 10, 11]],
  ] as const);
  const target = { wanted: 'engine ≤ 0.6 × better-sse', bound: 'at most', limit: 0.6 } as const;
  const text = toMarkdown({
    title: 'CPU',
    conditions: 'N = 1.',
    columns: [{ name: 'µs', values: values as never, against: 'better-sse' }],
    targets: [{ ...target, measured: 9 / 11 }],
  });
  assert.match(text, /\| engine +\| +9\.00 \| +8\.00 … 10\.0 \| +0\.82 \|/);
  assert.match(text, /\| engine ≤ 0\.6 × better-sse \| +0\.82 \| \*\*missed\*\* \|/);
});

test('fewer file descriptors lower N, and it is said', () => {
  const said: string[] = [];
  const limit = createLimit((sentence) => void said.push(sentence), 1024);
  assert.equal(limit(500), 500);
  assert.deepEqual(said, []);
  assert.equal(limit(5000), 924);
  assert.match(said[0]!, /may open 1024 files, so N is 924 and not 5000.*ulimit -n 5100/);
});

for (const size of [200, 1000, 16_000])
  test(`a payload of ${size} bytes has them, and one mark with the time before it`, () => {
    const before = microseconds();
    const bytes = Buffer.from(JSON.stringify(createPayload(size)));
    assert.equal(bytes.length, size);
    const at = bytes.indexOf(mark);
    assert.equal(bytes.indexOf(mark, at + 1), -1);
    const stamp = stampBefore(bytes, at)!;
    assert.ok(stamp >= before && stamp <= microseconds());
    assert.equal(stampBefore(bytes.subarray(at), 0), undefined);
    // A WebSocket frame of more than 125 bytes has its length in two bytes (RFC 6455, section 5.2).
    assert.ok(![size >> 8, size & 0xff].includes(mark));
  });
