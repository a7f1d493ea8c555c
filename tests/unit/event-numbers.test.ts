import assert from 'node:assert/strict';
import { test } from 'node:test';
import { followEvents, numberEvents } from '../../src/islands/stage/event-numbers.ts';
import { followPaths } from '../../src/islands/stage/record-paths.ts';
import type { WireRecord } from '../../src/server/wire-record.ts';

const base = {
  run: 'abcdefabcdef.1',
  at: 0,
  connection: 1,
  protocol: 'HTTP/1.1',
  from: 'server',
} as const;

function record(kind: WireRecord['kind'], text: string, payload?: [number, number]): WireRecord {
  return { ...base, kind, size: text.length, bytes: btoa(text), ...(payload ? { payload } : {}) };
}

function frame(frame: NonNullable<WireRecord['frame']>, text = ''): WireRecord {
  const bytes = '\0'.repeat(9) + text;
  return {
    ...base,
    protocol: 'HTTP/2',
    kind: 'frame',
    size: bytes.length,
    bytes: btoa(bytes),
    frame,
    ...(frame.type === 'DATA' ? { payload: [9, text.length] as [number, number] } : {}),
  };
}

const request = (path = 'events', connection = 1, origin = 'Origin: http://y\r\n'): WireRecord => ({
  ...record(
    'request-head',
    `GET /@abcdefabcdef.1/demo/${path} HTTP/1.1\r\nHost: x\r\n${origin}\r\n`,
  ),
  from: 'browser',
  connection,
});

/** Follows records by the paths of their requests, as the stage does. */
function follow(...listeners: Parameters<typeof followEvents>) {
  const pathOf = followPaths();
  const follower = followEvents(...listeners);
  return (one: WireRecord) => follower.feed(one, pathOf(one));
}

/** What each record completes, behind the request of an HTTP/1.1 connection. */
function eventsAfterEach(records: WireRecord[], begin = [request()]): string[][] {
  let now: string[] = [];
  const feed = follow(({ data }) => now.push(data));
  for (const one of begin) feed(one);
  return records.map((one) => {
    now = [];
    assert.equal(feed(one), now.length);
    return now;
  });
}

const allowed = 'Access-Control-Allow-Origin: http://localhost:4321\r\n';
const okHead = `HTTP/1.1 200 OK\r\n${allowed}Content-Type: text/event-stream\r\n\r\n`;

test('a chunk that ends an event is told apart from one that only begins it', () => {
  const seen = eventsAfterEach([
    record('response-head', okHead),
    record('chunk', '8\r\ndata: a\n\r\n', [3, 8]),
    record('chunk', '1\r\n\n\r\n', [3, 1]),
    record('chunk', '12\r\ndata: b\n\ndata: c\n\n\r\n', [4, 18]),
  ]);
  assert.deepEqual(seen, [[], [], ['a'], ['b', 'c']]);
});

test('an event cut off with its response is not completed by the next response', () => {
  const seen = eventsAfterEach([
    record('response-head', okHead),
    record('chunk', '8\r\ndata: a\n\r\n', [3, 8]),
    record('response-head', okHead),
    record('chunk', '1\r\n\n\r\n', [3, 1]),
  ]);
  assert.deepEqual(seen.flat(), []);
});

test('the body of any other answer is never events', () => {
  for (const head of [
    `HTTP/1.1 500 Internal Server Error\r\n${allowed}Content-Type: text/event-stream\r\n\r\n`,
    `HTTP/1.1 200 OK\r\n${allowed}Content-Type: text/plain\r\n\r\n`,
    'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n',
  ]) {
    const seen = eventsAfterEach([
      record('response-head', head),
      record('chunk', '9\r\ndata: a\n\n\r\n', [3, 9]),
    ]);
    assert.deepEqual(seen.flat(), [], head);
  }
});

test('DATA frames carry events as chunks do, once HEADERS said 200 and text/event-stream', () => {
  const headers: [string, string][] = [
    [':status', '200'],
    ['content-type', 'text/event-stream; charset=utf-8'],
    ['access-control-allow-origin', 'http://localhost:4321'],
  ];
  const asked = frame({
    ...{ type: 'HEADERS', streamId: 1, flags: [], length: 40 },
    headers: [[':path', '/@abcdefabcdef.1/demo/events']],
  });
  const seen = eventsAfterEach(
    [
      frame({ type: 'HEADERS', streamId: 1, flags: [], length: 40, headers }),
      frame({ type: 'DATA', streamId: 1, flags: [], length: 9 }, 'data: a\n\n'),
    ],
    [{ ...asked, from: 'browser' }],
  );
  assert.deepEqual(seen, [[], ['a']]);
});

test('a page of the same origin needs nobody’s leave', () => {
  const sameOrigin = okHead.replace(allowed, '');
  const piece = record('chunk', '9\r\ndata: a\n\n\r\n', [3, 9]);
  const answer = [record('response-head', sameOrigin), piece];
  assert.deepEqual(eventsAfterEach(answer, [request('events', 1, '')]), [[], ['a']]);
  assert.deepEqual(eventsAfterEach(answer), [[], []]);
});

test('streams side by side are parsed apart, each with its path', () => {
  const seen: string[] = [];
  const feed = follow(({ data }, path) => seen.push(`${path}: ${data}`));
  const on = (connection: number, one: WireRecord) => feed({ ...one, connection });
  for (const [connection, reader] of [
    [1, 'ana'],
    [2, 'luis'],
  ] as const) {
    feed(request(`events?reader=${reader}`, connection));
    on(connection, record('response-head', okHead));
  }
  on(1, record('chunk', '7\r\ndata: a\r\n', [3, 7]));
  on(2, record('chunk', '9\r\ndata: b\n\n\r\n', [3, 9]));
  on(1, record('chunk', '2\r\n\n\n\r\n', [3, 2]));
  assert.deepEqual(seen, ['events?reader=luis: b', 'events?reader=ana: a']);
});

test('what is compressed, or not kept whole, is a piece of a stream in which nobody can count', () => {
  const seen: string[] = [];
  const feed = follow(({ data }) => seen.push(data));
  feed(request());
  feed(record('response-head', okHead.replace(/\r\n$/, 'Content-Encoding: gzip\r\n\r\n')));
  assert.equal(feed(record('chunk', '9\r\ndata: a\n\n\r\n', [3, 9])), undefined);
  feed(request());
  feed(record('response-head', okHead));
  const long: WireRecord = {
    ...record('chunk', '2000\r\ndata: aaa', [6, 9]),
    size: 8200,
    cut: true,
  };
  assert.equal(feed(long), undefined);
  assert.equal(feed(record('chunk', '9\r\ndata: b\n\n\r\n', [3, 9])), 1);
  assert.deepEqual(seen, ['b']);
});

test('an event has one number, on the wire and in the page, whichever hears of it first', () => {
  const { onWire, inPage } = numberEvents();
  assert.deepEqual([onWire('a'), onWire('b'), inPage('b'), inPage('a')], [1, 2, 2, 1]);
  assert.deepEqual([inPage('b'), onWire('a'), onWire('b')], [3, 4, 3]);
});
