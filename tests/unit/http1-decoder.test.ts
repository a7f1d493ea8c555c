import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHttp1Decoder, type Http1Part } from '../../src/server/http1-decoder.ts';

type Summary = [kind: string, size: number, payload: string | undefined, endsMessage: boolean];

function decode(pieces: Buffer[], of: 'requests' | 'responses', options: object = {}): Http1Part[] {
  const parts: Http1Part[] = [];
  const decoder = createHttp1Decoder({ of, onPart: (part) => parts.push(part), ...options });
  for (const piece of pieces) decoder.feed(piece);
  return parts;
}

function summary(parts: Http1Part[]): Summary[] {
  return parts.map(({ kind, size, payload, bytes, endsMessage }) => [
    kind,
    size,
    payload && bytes.toString('latin1', payload[0], payload[0] + payload[1]),
    endsMessage,
  ]);
}

const response = Buffer.from(
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n' +
    '8\r\ndata: a\n\r\n1;name=value\r\n\n\r\n0\r\nTrailer: x\r\n\r\n' +
    'HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
);

test('a chunked response is a head, its chunks and the last chunk', () => {
  assert.deepEqual(summary(decode([response], 'responses')), [
    ['head', 47, undefined, false],
    ['chunk', 13, 'data: a\n', false],
    ['chunk', 17, '\n', false],
    ['last-chunk', 17, undefined, true],
    ['head', 27, undefined, true],
    ['head', 38, undefined, false],
    ['body', 2, 'ok', true],
  ]);
});

test('however the bytes are split, the parts hold the same bytes', () => {
  const whole = decode([response], 'responses');
  for (let at = 1; at < response.length - 1; at++) {
    const parts = decode([response.subarray(0, at), response.subarray(at)], 'responses');
    assert.deepEqual(Buffer.concat(parts.map(({ bytes }) => bytes)), response, `split at ${at}`);
    assert.deepEqual(summary(parts).slice(0, 5), summary(whole).slice(0, 5), `split at ${at}`);
  }
  const single = decode(
    Array.from(response, (byte) => Buffer.of(byte)),
    'responses',
  );
  assert.deepEqual(Buffer.concat(single.map(({ bytes }) => bytes)), response);
});

test('requests on one connection are told apart, with and without a body', () => {
  const requests = Buffer.from(
    '\r\nGET /a HTTP/1.1\r\nHost: x\r\n\r\nPOST /b HTTP/1.1\r\nContent-Length: 3\r\n\r\nabcGET /c HTTP/1.0\r\n\r\n',
  );
  const parts = decode([requests], 'requests');
  assert.deepEqual(
    parts.map(({ kind, startLine }) => startLine ?? kind),
    ['GET /a HTTP/1.1', 'POST /b HTTP/1.1', 'body', 'GET /c HTTP/1.0'],
  );
});

test('a response without length and chunks lasts until the connection closes', () => {
  const parts: Http1Part[] = [];
  const decoder = createHttp1Decoder({ of: 'responses', onPart: (part) => parts.push(part) });
  decoder.feed(Buffer.from('HTTP/1.0 200 OK\r\n\r\ndata: 1\n\n'));
  decoder.feed(Buffer.from('data: 2\n\n'));
  assert.deepEqual(summary(parts).slice(1), [
    ['body', 9, 'data: 1\n\n', false],
    ['body', 9, 'data: 2\n\n', false],
  ]);
});

test('an answer to HEAD has no body, whatever its length says', () => {
  const head = Buffer.from(
    'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nHTTP/1.1 404 Not Found\r\n\r\n',
  );
  const parts = decode([head], 'responses', { answersHead: () => true });
  assert.deepEqual(
    summary(parts).map(([kind, , , ends]) => [kind, ends]),
    [
      ['head', true],
      ['head', true],
    ],
  );
});

test('an interim response does not end the message', () => {
  const parts = decode([Buffer.from('HTTP/1.1 103 Early Hints\r\n\r\n')], 'responses');
  assert.equal(parts[0]?.endsMessage, false);
});

test('of a long chunk the first bytes are kept, and its size', () => {
  const long = Buffer.from(
    `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2710\r\n${'x'.repeat(10_000)}\r\n`,
  );
  const chunk = decode([long], 'responses', { keep: 100 })[1]!;
  assert.deepEqual([chunk.bytes.length, chunk.size, chunk.payload], [100, 10_008, [6, 94]]);
});

test('bytes that are no HTTP/1 end the decoding without harm', () => {
  const parts = decode(
    [Buffer.from('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n')],
    'responses',
  );
  assert.deepEqual(
    parts.map(({ kind }) => kind),
    ['head'],
  );
  assert.deepEqual(decode([Buffer.alloc(200_000, 'a')], 'requests'), []);
});

test('after the head of a request for a WebSocket, and after its 101, the bytes are no longer HTTP', () => {
  const fields = 'Connection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n\r\n';
  const heads = {
    requests: `GET /ws HTTP/1.1\r\n${fields}`,
    responses: `HTTP/1.1 101 Switching Protocols\r\n${fields}`,
  };
  for (const direction of ['requests', 'responses'] as const) {
    const bytes = Buffer.from(`${heads[direction]}GET / HTTP/1.1\r\n\r\n`);
    for (let at = 1; at < bytes.length; at++) {
      const rest: Buffer[] = [];
      const onSwitched = (one: Buffer) => void rest.push(one);
      const parts = decode([bytes.subarray(0, at), bytes.subarray(at)], direction, { onSwitched });
      assert.deepEqual(summary(parts), [['head', heads[direction].length, undefined, false]]);
      assert.equal(Buffer.concat(rest).toString(), 'GET / HTTP/1.1\r\n\r\n');
    }
  }
});

test('a request that asks for another protocol, or asks in HTTP/1.0, stays HTTP', () => {
  const next = 'GET / HTTP/1.1\r\n\r\n';
  for (const head of [
    'GET / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n',
    'GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n',
    'GET / HTTP/1.0\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
  ]) {
    const onSwitched = () => assert.fail(head);
    assert.equal(decode([Buffer.from(head + next)], 'requests', { onSwitched }).length, 2);
  }
});
