// IDs, the ring and the window: what a reader who lags still finds.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEpoch, formatId, parseId } from '../../src/sse/event-id.ts';
import { createRing } from '../../src/sse/ring.ts';
import { createWindow, toFrame } from '../../src/sse/window.ts';

test('an ID is an epoch and a number, and comes back from its text', () => {
  const epoch = createEpoch();
  assert.match(epoch, /^[a-z0-9]{10,32}$/);
  assert.notEqual(createEpoch(), epoch);
  assert.deepEqual(parseId(formatId(epoch, 12)), { epoch, seq: 12 });
  assert.deepEqual(parseId('a-0'), { epoch: 'a', seq: 0 });
});

for (const id of [
  '',
  '12',
  'a-',
  '-1',
  'a-01',
  'a--1',
  'a-1 ',
  'A-1',
  'a-1e3',
  `a-${'9'.repeat(16)}`,
])
  test(`${JSON.stringify(id)} is no ID of a channel`, () => assert.equal(parseId(id), undefined));

test('a ring keeps the newest, by count', () => {
  const ring = createRing<string>({ count: 3, bytes: 100 }, 7);
  assert.deepEqual([ring.first, ring.last], [8, 7]);
  for (const item of ['a', 'b', 'c', 'd']) ring.push(item, 1);
  assert.deepEqual([ring.first, ring.last], [9, 11]);
  const items = [8, 9, 10, 11, 12].map((seq) => ring.at(seq));
  assert.deepEqual(items, [undefined, 'b', 'c', 'd', undefined]);
});

test('a ring keeps the newest, by bytes, and the very newest whatever its size', () => {
  const ring = createRing<string>({ count: 10, bytes: 10 }, 0);
  for (const [item, size] of [
    ['a', 4],
    ['b', 4],
    ['c', 4],
  ] as const)
    ring.push(item, size);
  assert.deepEqual([ring.first, ring.last], [2, 3]);
  ring.push('large', 1000);
  assert.deepEqual([ring.first, ring.last], [4, 4]);
  ring.push('small', 1);
  assert.deepEqual([ring.first, ring.last], [5, 5]);
});

test('a ring that was cleared goes on after the number it is given', () => {
  const ring = createRing<string>({ count: 3, bytes: 100 }, 0);
  ring.push('a', 1);
  ring.clear(40);
  assert.deepEqual([ring.first, ring.last, ring.at(1)], [41, 40, undefined]);
  ring.push('b', 1);
  assert.equal(ring.at(41), 'b');
});

function windowOf(count: number, most?: number) {
  const window = createWindow({ count: 100, bytes: 100_000 }, 0, most);
  for (let seq = 1; seq <= count; seq++) window.push(toFrame('e', { seq, data: `n${seq}` }));
  return window;
}

test('events that left together are one buffer, the same for all who stand at the same place', () => {
  const window = windowOf(3);
  const { bytes, last } = window.from(2, 'body');
  assert.equal(bytes.toString(), 'id: e-2\ndata: n2\n\nid: e-3\ndata: n3\n\n');
  assert.equal(last, 3);
  assert.equal(window.from(2, 'body').bytes, bytes);
  const chunks = window.from(2, 'chunk').bytes.toString();
  assert.equal(chunks, '12\r\nid: e-2\ndata: n2\n\n\r\n12\r\nid: e-3\ndata: n3\n\n\r\n');
});

test('one event is not copied', () => {
  const window = windowOf(3);
  assert.equal(window.from(3, 'chunk').bytes, window.at(3)!.chunk);
});

test('of much only so many bytes are gathered, but one event at least', () => {
  assert.equal(windowOf(50, 40).from(1, 'body').last, 2);
  assert.equal(windowOf(50, 1).from(1, 'body').last, 1);
});

test('what is new is not hidden by what was gathered before', () => {
  const window = windowOf(2);
  window.from(1, 'body');
  window.push(toFrame('e', { seq: 3, data: 'n3' }));
  assert.equal(window.from(1, 'body').last, 3);
});

test('a WebSocket’s message says the same as the event', () => {
  const frame = toFrame('e', { seq: 1, data: 'a\nb', event: 'news' });
  assert.deepEqual(JSON.parse(frame.message().toString()), {
    id: 'e-1',
    event: 'news',
    data: 'a\nb',
  });
  assert.equal(frame.message(), frame.message());
});
