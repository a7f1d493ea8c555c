import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WireRecord } from '../../src/server/wire-record.ts';
import { payloadOf } from '../../src/islands/stage/wire-bytes.ts';

const base = { run: 'abcdefabcdef.1', at: 0, connection: 1, size: 11 } as const;

test('what a browser has masked is shown without its mask, as in the example of RFC 6455 5.7', () => {
  const bytes = Uint8Array.of(0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58);
  const record: WireRecord = {
    ...{ ...base, protocol: 'WebSocket', from: 'browser', kind: 'ws-frame' },
    ...{ bytes: btoa(String.fromCharCode(...bytes)), payload: [6, 5] },
    webSocket: { opcode: 'text', fin: true, rsv: [], length: 5, mask: [0x37, 0xfa, 0x21, 0x3d] },
  };
  assert.equal(new TextDecoder().decode(payloadOf(record)), 'Hello');
});

test('the body of a chunk is what stands between its size and its line end', () => {
  const record: WireRecord = {
    ...{ ...base, protocol: 'HTTP/1.1', from: 'server', kind: 'chunk' },
    ...{ bytes: btoa('3\r\nabc\r\n'), payload: [3, 3] },
  };
  assert.equal(new TextDecoder().decode(payloadOf(record)), 'abc');
});
