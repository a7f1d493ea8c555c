import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WireRecord } from '../../src/server/wire-record.ts';
import { beginsRequest, followPaths } from '../../src/islands/stage/record-paths.ts';

const base = { run: 'abcdefabcdef.1', at: 0, connection: 1, size: 0 } as const;

const head = (connection: number, path: string): WireRecord => ({
  ...{ ...base, connection, protocol: 'HTTP/1.1', from: 'browser', kind: 'request-head' },
  bytes: btoa(`POST /@abcdefabcdef.1/board/${path} HTTP/1.1\r\nHost: x\r\n\r\n`),
});
const chunk = (connection: number): WireRecord => ({
  ...{ ...base, connection, protocol: 'HTTP/1.1', from: 'server', kind: 'chunk' },
});
const frame = (
  from: 'browser' | 'server',
  streamId: number,
  headers?: [string, string][],
): WireRecord => ({
  ...{ ...base, protocol: 'HTTP/2', from, kind: 'frame' },
  frame: {
    ...{ type: headers ? 'HEADERS' : 'DATA', streamId, flags: [], length: 0 },
    ...(headers ? { headers } : {}),
  },
});

test('on HTTP/1.1 what follows a request head belongs to it, until the connection’s next', () => {
  const pathOf = followPaths();
  const records = [head(1, 'cards?x=1'), head(2, 'events'), chunk(1), head(1, 'poll'), chunk(1)];
  assert.deepEqual(records.map(pathOf), ['cards?x=1', 'events', 'cards?x=1', 'poll', 'poll']);
});

test('on HTTP/2 each stream is a request; the connection’s own frames are of none', () => {
  const pathOf = followPaths();
  const records = [
    frame('browser', 0),
    frame('browser', 1, [[':path', '/@abcdefabcdef.1/board/events']]),
    frame('browser', 3, [[':path', '/@abcdefabcdef.1/board/cards/7']]),
    frame('server', 1, [[':status', '200']]),
    frame('server', 3),
  ];
  assert.deepEqual(records.map(pathOf), [undefined, 'events', 'cards/7', 'events', 'cards/7']);
  assert.deepEqual(records.map(beginsRequest), [false, true, true, false, false]);
});

test('a fault is of no request', () => {
  const pathOf = followPaths();
  pathOf(head(1, 'events'));
  assert.equal(pathOf({ ...chunk(1), from: 'host', kind: 'fault' }), undefined);
});

test('a WebSocket’s frames belong to the request that it began as', () => {
  const pathOf = followPaths();
  const webSocket = { opcode: 'text', fin: true, rsv: [], length: 0 };
  const records: WireRecord[] = [
    ...[head(1, 'ws'), head(2, 'events')],
    ...(['browser', 'server'] as const).map((from) => ({
      ...{ ...base, protocol: 'WebSocket' as const, from, kind: 'ws-frame' as const, webSocket },
    })),
  ];
  assert.deepEqual(records.map(pathOf), ['ws', 'events', 'ws', 'ws']);
  assert.deepEqual(records.map(beginsRequest), [true, true, false, false]);
});
