import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { strings } from '../../src/i18n/translate.ts';
import { readWritten, writeEscapes } from '../../src/islands/stepper/escapes.ts';
import { isHalfCharacter, stride, traceStream } from '../../src/islands/stepper/trace.ts';
import { vectors } from '../support/event-stream-vectors.ts';

const bytesOf = (text: string): Uint8Array => {
  const read = readWritten(text);
  assert.ok('bytes' in read, text);
  return read.bytes;
};
const hex = (text: string) => Buffer.from(bytesOf(text)).toString('hex');

describe('a written stream', () => {
  const written: [text: string, hex: string][] = [
    ['a\\n\\r\\t\\\\', '610a0d095c'],
    ['\\x00\\xff\\xFF', '00ffff'],
    ['\\u{FEFF}\\u{1F600}', 'efbbbff09f9880'],
    ['ñ😀', 'c3b1f09f9880'],
    ['a\nb\r\nc', '610a620a63'],
    ['\\\\n', '5c6e'],
    ['', ''],
  ];
  for (const [text, expected] of written) {
    test(`${JSON.stringify(text)} is ${expected || 'no byte'}`, () =>
      assert.equal(hex(text), expected));
  }

  for (const wrong of ['\\q', '\\x0', '\\u{}', '\\u{110000}', '\\u0041', '\\']) {
    test(`${wrong} is no escape`, () => {
      assert.ok('wrong' in readWritten(`data: a${wrong}`));
    });
  }

  test('writing and reading bring back every text of the vectors', () => {
    for (const { bytes, name } of vectors) {
      const text = new TextDecoder('utf-8', { ignoreBOM: true, fatal: false }).decode(bytes);
      const escaped = writeEscapes(text);
      assert.doesNotMatch(escaped, /[\0-\x1f]/);
      assert.deepEqual(bytesOf(escaped), new TextEncoder().encode(text), name);
    }
  });
});

describe('the trace of a stream', () => {
  const trace = traceStream(bytesOf('data: a\\r\\nid: 1\\n\\n: x'));

  test('has a moment for each number of bytes and one for the end', () => {
    assert.equal(trace.moments.length, trace.bytes.length + 2);
    assert.equal(trace.moments.at(-1)?.steps[0]?.kind, 'discard');
  });

  test('a line counts at its CR, and the LF behind it does nothing', () => {
    assert.equal(trace.moments[8]?.steps[0]?.kind, 'field');
    assert.deepEqual(trace.moments[9]?.steps, []);
    assert.equal(trace.moments[9]?.lineStart, 9);
  });

  test('knows buffers and events at every place', () => {
    assert.equal(trace.moments[8]?.buffers.data, 'a\n');
    assert.equal(trace.moments[15]?.buffers.idBuffer, '1');
    assert.equal(trace.moments[15]?.events, 0);
    assert.equal(trace.moments[16]?.events, 1);
    assert.deepEqual(trace.events, [{ type: 'message', data: 'a', lastEventId: '1' }]);
  });

  test('strides by byte, by line and by event, and stays inside', () => {
    assert.equal(stride(trace, 0, 'line', 1), 8);
    assert.equal(stride(trace, 8, 'line', 1), 15);
    assert.equal(stride(trace, 3, 'event', 1), 16);
    assert.equal(stride(trace, 16, 'event', 1), trace.moments.length - 1);
    assert.equal(stride(trace, 16, 'line', -1), 15);
    assert.equal(stride(trace, 5, 'event', -1), 0);
    assert.equal(stride(trace, 0, 'byte', -1), 0);
  });

  test('is the parser’s own answer for every vector', () => {
    for (const { bytes, events, lastEventId, name } of vectors) {
      if (lastEventId === undefined) assert.deepEqual(traceStream(bytes).events, events, name);
    }
  });

  test('tells half a character from a whole one', () => {
    assert.equal(isHalfCharacter(Uint8Array.of(97, 0xf0, 0x9f)), true);
    assert.equal(isHalfCharacter(Uint8Array.of(97, 0xf0, 0x9f, 0x98, 0x80)), false);
    assert.equal(isHalfCharacter(Uint8Array.of(0xff)), false);
  });
});

describe('the presets', () => {
  const [en, es] = [strings('en').stepper.presets, strings('es').stepper.presets];

  for (const key of Object.keys(en) as (keyof typeof en)[]) {
    test(`${key} teaches the same in every language`, () => {
      const kinds = (stream: string) =>
        traceStream(bytesOf(stream)).moments.flatMap(({ steps }) => steps.map(({ kind }) => kind));
      assert.deepEqual(kinds(en[key].stream), kinds(es[key].stream));
    });
  }
});
