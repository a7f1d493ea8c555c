import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { startTestCompanion } from '../support/companion.ts';
import { http2Client } from '../support/http2-client.ts';
import { openRaw } from '../support/raw-client.ts';
import { bytesOf, newTap, readTap } from '../support/tap-reader.ts';

const { origins } = await startTestCompanion();

const base64url = (bytes: string | Buffer) => Buffer.from(bytes).toString('base64url');
const address = (bytes: string | Buffer, more = '') =>
  `/composer/events?bytes=${base64url(bytes)}${more}`;

/** The body of a raw answer, with its chunk framing. */
async function framed(path: string): Promise<string> {
  const client = openRaw(origins.lab, path);
  const answer = await client.until('\r\n0\r\n\r\n');
  client.leave();
  return answer.slice(answer.indexOf('\r\n\r\n') + 4);
}

describe('the composer', () => {
  test('over HTTP/1.1 each piece is a chunk', async () => {
    assert.equal(
      await framed(address('data: abc\n\n', '&cuts=3,10&end=1')),
      '3\r\ndat\r\n7\r\na: abc\n\r\n1\r\n\n\r\n0\r\n\r\n',
    );
  });

  test('cuts may come in any order, twice, and outside: each place cuts once', async () => {
    assert.equal(
      await framed(address('abcd', '&cuts=3,1,3,0,4,99&end=1')),
      '1\r\na\r\n2\r\nbc\r\n1\r\nd\r\n0\r\n\r\n',
    );
  });

  test('any byte travels as it is, also half a character', async () => {
    const bytes = Buffer.from('f09f98800d0a00ff', 'hex');
    const client = openRaw(origins.lab, address(bytes, '&cuts=2&end=1'));
    await client.until('\r\n0\r\n\r\n');
    const expected = Buffer.concat([
      Buffer.from('2\r\n'),
      bytes.subarray(0, 2),
      Buffer.from('\r\n6\r\n'),
      bytes.subarray(2),
    ]);
    assert.ok(client.all().includes(expected));
    client.leave();
  });

  test('over HTTP/2 each piece is a DATA frame', async () => {
    const run = `${newTap()}.1`;
    const tap = readTap(origins.site, run.slice(0, 12));
    const client = http2Client(origins.labTls);
    const stream = client.open(`/@${run}${address('data: abc\n\n', '&cuts=3,10&end=1')}`);
    assert.equal(await stream.ended, 'end');
    await tap.find(({ frame }) => frame?.type === 'DATA' && frame.flags.includes('END_STREAM'));
    const frames = tap
      .records()
      .filter(({ frame, payload }) => frame?.type === 'DATA' && payload?.[1])
      .map((record) => bytesOf(record).subarray(9).toString());
    assert.deepEqual(frames, ['dat', 'a: abc\n', '\n']);
    tap.leave();
    client.close();
  });

  test('without end=1 the response stays open behind the bytes', async () => {
    const client = openRaw(origins.lab, address('data: a\n\n'));
    assert.match(await client.until('9\r\ndata: a\n\n\r\n'), /9\r\ndata: a\n\n\r\n$/);
    client.leave();
  });

  test('no bytes at all are an open stream too', async () => {
    const client = openRaw(origins.lab, '/composer/events?bytes=');
    assert.match(await client.until('\r\n\r\n'), /^HTTP\/1\.1 200 OK/);
    client.leave();
  });

  const refused: [query: string, sentence: string][] = [
    ['bytes=a+b', 'bytes must be base64url.'],
    ['bytes=%00', 'bytes must be base64url.'],
    [`bytes=${base64url('x'.repeat(2049))}`, 'bytes may hold 2048 bytes.'],
    [`bytes=YQ&cuts=${Array.from({ length: 65 }, () => 1).join()}`, 'cuts may name 64 places.'],
    ['bytes=YQ&cuts=-1', 'cuts must be places between bytes: cuts=3,10.'],
    ['bytes=YQ&cuts=1,', 'cuts must be places between bytes: cuts=3,10.'],
    ['bytes=YQ&cuts=1e3', 'cuts must be places between bytes: cuts=3,10.'],
  ];
  for (const [query, sentence] of refused) {
    test(`${query.slice(0, 30)} is answered 400: ${sentence}`, async () => {
      const response = await fetch(`${origins.lab}/composer/events?${query}`);
      assert.equal(response.status, 400);
      assert.equal(await response.text(), `${sentence}\n`);
    });
  }

  test('2048 bytes and 64 cuts are not too many', async () => {
    const cuts = Array.from({ length: 64 }, (_, index) => index * 30 + 1).join();
    const response = await fetch(
      `${origins.lab}${address('x'.repeat(2048), `&cuts=${cuts}&end=1`)}`,
    );
    assert.equal((await response.text()).length, 2048);
  });
});
