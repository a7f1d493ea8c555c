import assert from 'node:assert/strict';
import { once } from 'node:events';
import { PassThrough, type Writable } from 'node:stream';
import { test } from 'node:test';
import * as ws from 'ws';
import { createWebSocketDecoder, type DecodedFrame } from '../../src/server/websocket-decoder.ts';

// Exported, though its types do not say so.
const { Receiver, Sender } = ws as unknown as {
  Receiver: new (options: { isServer: boolean }) => Writable;
  Sender: {
    new (socket: PassThrough): { send: (data: Buffer, options: object) => void };
    frame: (data: Buffer, options: object) => Buffer[];
  };
};

type From = 'browser' | 'server';

function decode(pieces: Buffer[], from: From = 'server', keep?: number): DecodedFrame[] {
  const frames: DecodedFrame[] = [];
  const decoder = createWebSocketDecoder({
    ...{ from, onFrame: (frame) => void frames.push(frame) },
    ...(keep === undefined ? {} : { keep }),
  });
  for (const piece of pieces) decoder.feed(piece);
  decoder.end();
  return frames;
}

/** What a frame says, without its bytes. */
function facts(bytes: Buffer, from: From = 'server') {
  const { bytes: _bytes, payload: _payload, ...rest } = decode([bytes], from)[0]!;
  return rest;
}

function textOf({ bytes, payload: [start, length], mask }: DecodedFrame): Buffer {
  return Buffer.from(
    bytes.subarray(start, start + length).map((byte, at) => byte ^ (mask?.[at % 4] ?? 0)),
  );
}

const hex = (text: string) => Buffer.from(text.replace(/\s/g, ''), 'hex');

test('the examples of RFC 6455 5.7 are what it says they are', () => {
  const hello = { opcode: 'text', fin: true, rsv: [], length: 5, content: 'text' };
  assert.deepEqual(facts(hex('81 05 48 65 6c 6c 6f')), { ...hello, size: 7 });
  const masked = decode([hex('81 85 37 fa 21 3d 7f 9f 4d 51 58')], 'browser')[0]!;
  assert.deepEqual(masked.mask, [0x37, 0xfa, 0x21, 0x3d]);
  assert.deepEqual([masked.payload, textOf(masked).toString()], [[6, 5], 'Hello']);
  assert.deepEqual(
    decode([hex('01 03 48 65 6c 80 02 6c 6f')]).map(({ opcode, fin, content }) => [
      ...[opcode, fin, content],
    ]),
    [
      ['text', false, 'text'],
      ['continuation', true, 'text'],
    ],
  );
  assert.equal(facts(hex('89 05 48 65 6c 6c 6f')).opcode, 'ping');
  assert.equal(facts(hex('8a 85 37 fa 21 3d 7f 9f 4d 51 58'), 'browser').opcode, 'pong');
  assert.deepEqual(facts(Buffer.concat([hex('82 7E 0100'), Buffer.alloc(256)])), {
    ...{ opcode: 'binary', fin: true, rsv: [], length: 256, content: 'binary', size: 260 },
  });
  assert.equal(
    facts(Buffer.concat([hex('82 7F 0000000000010000'), Buffer.alloc(65536)])).length,
    65536,
  );
});

test('a close frame says why, a compressed message that it is', () => {
  const close = facts(hex('88 04 03 e8 6f 6b'));
  assert.deepEqual([close.closeCode, close.closeReason], [1000, 'ok']);
  assert.equal(facts(hex('88 00')).closeCode, undefined);
  const masked = facts(hex('88 82 01 02 03 04 02 eb'), 'browser');
  assert.deepEqual([masked.closeCode, masked.closeReason], [1001, '']);
  const [first, control, last] = decode([hex('41 01 00 89 00 80 01 00')]);
  assert.deepEqual([first!.rsv, first!.content], [['RSV1'], 'compressed']);
  assert.equal(control!.content, undefined);
  assert.deepEqual([last!.rsv, last!.content], [[], 'compressed']);
});

test('however the bytes are split, the frames are the same', () => {
  const bytes = hex(
    `01 83 37 fa 21 3d 7f 9f 4d  89 80 00 00 00 00  80 82 01 02 03 04 6d 6d
     82 fe 0080 01 02 03 04 ${'aa'.repeat(128)}  88 82 00 00 00 00 03 e8`,
  );
  const whole = decode([bytes], 'browser');
  assert.deepEqual(
    whole.map(({ opcode }) => opcode),
    ['text', 'ping', 'continuation', 'binary', 'close'],
  );
  for (let at = 1; at < bytes.length; at++) {
    const pieces = [bytes.subarray(0, at), bytes.subarray(at)];
    assert.deepEqual(decode(pieces, 'browser'), whole, `split at ${at}`);
  }
  const single = Array.from(bytes, (byte) => Buffer.of(byte));
  assert.deepEqual(decode(single, 'browser'), whole);
});

test('every length is read, with and without a mask, and only the first bytes are kept', () => {
  for (const length of [0, 1, 125, 126, 127, 65535, 65536, 200_000]) {
    for (const mask of [false, true]) {
      const data = Buffer.alloc(length, 'ab');
      const options = { fin: true, opcode: 2, mask, readOnly: true, rsv1: false };
      const sent = Buffer.concat(Sender.frame(Buffer.from(data), options));
      const [frame, ...others] = decode([sent], mask ? 'browser' : 'server');
      assert.deepEqual([frame!.length, frame!.size, others], [length, sent.length, []]);
      assert.deepEqual(frame!.bytes, sent.subarray(0, 4096));
      assert.deepEqual(textOf(frame!), data.subarray(0, 4096 - frame!.payload[0]));
    }
  }
  const long = Buffer.concat([hex('82 7E 0100'), Buffer.alloc(256)]);
  const [frame] = decode([long], 'server', 10);
  assert.deepEqual([frame!.bytes.length, frame!.payload, frame!.size], [10, [4, 6], 260]);
});

test('what it was fed may be unmasked in place afterwards', () => {
  const frames: DecodedFrame[] = [];
  const decoder = createWebSocketDecoder({
    from: 'browser',
    onFrame: (frame) => void frames.push(frame),
  });
  for (const piece of [hex('81 85 37 fa 21 3d 7f 9f'), hex('4d 51 58')]) {
    decoder.feed(piece);
    piece.fill(0);
  }
  assert.equal(textOf(frames[0]!).toString(), 'Hello');
});

test('a frame that breaks the protocol is the last one, and says what is wrong', () => {
  const problems: [string, From, string][] = [
    ['83 00', 'server', 'reserved opcode'],
    ['81 80 00 00 00 00', 'server', 'masked'],
    ['81 00', 'browser', 'not masked'],
    ['82 7e 00 7d', 'server', 'length'],
    ['82 7f 00 00 00 00 00 00 ff ff', 'server', 'length'],
    ['82 7f ff ff ff ff ff ff ff ff', 'server', 'length'],
    ['09 00', 'server', 'fragmented control frame'],
    ['89 7e 00 7e', 'server', 'long control frame'],
    ['80 00', 'server', 'nothing to continue'],
    ['01 00 81 00', 'server', 'unfinished message'],
  ];
  for (const [bytes, from, problem] of problems) {
    const frames = decode([hex(bytes), hex('81 00')], from);
    assert.equal(frames.at(-1)!.problem, problem, bytes);
    assert.ok(frames.slice(0, -1).every((frame) => !frame.problem));
  }
});

test('a frame that the connection ends in the middle of is incomplete', () => {
  const [frame] = decode([hex('81 05 48 65')]);
  assert.deepEqual([frame!.incomplete, frame!.length, frame!.size], [true, 5, 4]);
  assert.deepEqual(decode([hex('81')]), []);
});

/** Numbers that are the same in every run: a failure can be seen again. */
function sequence(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
}

test('random messages come out as ws reads them', async () => {
  const random = sequence(6455);
  for (const from of ['browser', 'server'] as const) {
    const sent = new PassThrough();
    const sender = new Sender(sent);
    for (let message = 0; message < 200; message++) {
      const fragments = 1 + random(3);
      const binary = random(2) === 1;
      for (let part = 1; part <= fragments; part++) {
        const data = Buffer.alloc(random(4) === 0 ? random(70_000) : random(130), 'año ');
        const options = { fin: part === fragments, binary, mask: from === 'browser' };
        sender.send(binary ? data : Buffer.from(data.toString('latin1')), options);
      }
    }
    sent.end();
    const bytes = Buffer.concat((await sent.toArray()) as Buffer[]);

    const frames: DecodedFrame[] = [];
    const decoder = createWebSocketDecoder({
      ...{ from, keep: 1e6, onFrame: (frame: DecodedFrame) => void frames.push(frame) },
    });
    const receiver = new Receiver({ isServer: from === 'browser' });
    const expected: [string, string][] = [];
    receiver.on('message', (data: Buffer, isBinary: boolean) =>
      expected.push([isBinary ? 'binary' : 'text', data.toString('base64')]),
    );
    for (let at = 0; at < bytes.length;) {
      const piece = bytes.subarray(at, (at += 1 + random(20_000)));
      decoder.feed(piece);
      receiver.write(Buffer.from(piece));
    }
    receiver.end();
    await once(receiver, 'finish');

    const messages: [string, Buffer[]][] = [];
    for (const frame of frames) {
      if (frame.opcode !== 'continuation') messages.push([frame.opcode, []]);
      messages.at(-1)![1].push(textOf(frame));
    }
    const read = messages.map(([type, parts]) => [type, Buffer.concat(parts).toString('base64')]);
    assert.equal(expected.length, 200);
    assert.deepEqual(read, expected);
    assert.equal(
      frames.reduce((sum, { size }) => sum + size, 0),
      bytes.length,
    );
  }
});
