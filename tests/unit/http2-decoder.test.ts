import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHttp2Decoder, type Http2Frame } from '../../src/server/http2-decoder.ts';

function frame(type: number, flags: number, streamId: number, payload: number[] | string): Buffer {
  const body = typeof payload === 'string' ? Buffer.from(payload) : Buffer.from(payload);
  const header = Buffer.alloc(9);
  header.writeUIntBE(body.length, 0, 3);
  header.writeUInt8(type, 3);
  header.writeUInt8(flags, 4);
  header.writeUInt32BE(streamId, 5);
  return Buffer.concat([header, body]);
}

function decode(pieces: Buffer[], from: 'client' | 'server' = 'server'): Http2Frame[] {
  const frames: Http2Frame[] = [];
  const decoder = createHttp2Decoder({ from, onFrame: (one) => frames.push(one) });
  for (const piece of pieces) decoder.feed(piece);
  return frames;
}

const one = (bytes: Buffer): Partial<Http2Frame> => {
  const { bytes: _bytes, length: _length, ...rest } = decode([bytes])[0]!;
  return rest;
};

test('each frame type is named, with its flags and what is inside', () => {
  assert.deepEqual(one(frame(0, 1, 3, 'data: a\n\n')), {
    type: 'DATA',
    streamId: 3,
    flags: ['END_STREAM'],
    payload: [9, 9],
  });
  assert.deepEqual(one(frame(0, 8, 3, [2, 65, 66, 0, 0])), {
    type: 'DATA',
    streamId: 3,
    flags: ['PADDED'],
    payload: [10, 2],
  });
  assert.deepEqual(one(frame(1, 0x25, 1, [0x82])), {
    type: 'HEADERS',
    streamId: 1,
    flags: ['END_STREAM', 'END_HEADERS', 'PRIORITY'],
  });
  assert.deepEqual(one(frame(2, 0, 5, [0, 0, 0, 3, 15])), {
    type: 'PRIORITY',
    streamId: 5,
    flags: [],
    detail: 'depends on 3, weight 16',
  });
  assert.deepEqual(one(frame(3, 0, 5, [0, 0, 0, 8])), {
    type: 'RST_STREAM',
    streamId: 5,
    flags: [],
    errorCode: 'CANCEL',
  });
  assert.deepEqual(one(frame(4, 0, 0, [0, 3, 0, 0, 0, 100, 0, 77, 0, 0, 0, 1])), {
    type: 'SETTINGS',
    streamId: 0,
    flags: [],
    settings: [
      ['MAX_CONCURRENT_STREAMS', 100],
      ['0x4d', 1],
    ],
  });
  assert.deepEqual(one(frame(4, 1, 0, [])), {
    type: 'SETTINGS',
    streamId: 0,
    flags: ['ACK'],
    settings: [],
  });
  assert.deepEqual(one(frame(6, 1, 0, [1, 2, 3, 4, 5, 6, 7, 8])), {
    type: 'PING',
    streamId: 0,
    flags: ['ACK'],
    detail: '0102030405060708',
  });
  assert.deepEqual(one(frame(7, 0, 0, [0, 0, 0, 9, 0, 0, 0, 11, 104, 105])), {
    type: 'GOAWAY',
    streamId: 0,
    flags: [],
    errorCode: 'ENHANCE_YOUR_CALM',
    detail: 'last stream 9: hi',
  });
  assert.deepEqual(one(frame(8, 0, 0, [0, 0, 255, 255])), {
    type: 'WINDOW_UPDATE',
    streamId: 0,
    flags: [],
    increment: 65535,
  });
  assert.deepEqual(one(frame(9, 4, 1, [0])), {
    type: 'CONTINUATION',
    streamId: 1,
    flags: ['END_HEADERS'],
  });
  assert.deepEqual(one(frame(0x10, 0, 0, [0, 0, 0, 7, 117, 61, 49])), {
    type: 'PRIORITY_UPDATE',
    streamId: 7,
    flags: [],
    detail: 'u=1',
  });
  assert.deepEqual(one(frame(0x77, 0, 0, [])), { type: '0x77', streamId: 0, flags: [] });
});

test('however the bytes are split, the frames are the same', () => {
  const bytes = Buffer.concat([
    Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
    frame(4, 0, 0, [0, 2, 0, 0, 0, 0]),
    frame(1, 5, 1, [0x82, 0x86]),
    frame(0, 1, 1, 'hello'),
  ]);
  const whole = decode([bytes], 'client');
  assert.deepEqual(
    whole.map(({ type }) => type),
    ['PREFACE', 'SETTINGS', 'HEADERS', 'DATA'],
  );
  for (let at = 1; at < bytes.length; at++) {
    assert.deepEqual(
      decode([bytes.subarray(0, at), bytes.subarray(at)], 'client'),
      whole,
      `split at ${at}`,
    );
  }
  assert.deepEqual(
    decode(
      Array.from(bytes, (byte) => Buffer.of(byte)),
      'client',
    ),
    whole,
  );
});

test('a frame too short for its type is called malformed', () => {
  assert.equal(decode([frame(3, 0, 1, [0])])[0]?.detail, 'malformed');
});

test('a client that begins otherwise is given up, and its bytes handed back', () => {
  const rest: Buffer[] = [];
  const decoder = createHttp2Decoder({
    from: 'client',
    onFrame: () => assert.fail(),
    onBroken: (bytes) => rest.push(bytes),
  });
  decoder.feed(Buffer.from('GET / HTTP/1.1\r\nHost: '));
  decoder.feed(Buffer.from('localhost\r\n\r\n'));
  decoder.feed(Buffer.from('more'));
  assert.equal(Buffer.concat(rest).toString(), 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\nmore');
});
