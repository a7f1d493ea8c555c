import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, test } from 'node:test';
import { WebSocket } from 'ws';
import { broken } from '../../demos/frames/server-broken.ts';
import { startTestCompanion } from '../support/companion.ts';
import { rawClient } from '../support/raw-client.ts';

const { origins } = await startTestCompanion();
const demo = `${origins.lab}/frames`;

const post = (path: string) => fetch(`${demo}/${path}`, { method: 'POST' });

/** A client that is nothing but bytes, with the key of RFC 6455 1.3. */
async function openRaw(reader: string, fields = '') {
  const { host } = new URL(demo);
  const client = rawClient(
    origins.lab,
    `GET /frames/ws?reader=${reader} HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n${fields}\r\n`,
  );
  const head = await client.until('\r\n\r\n');
  return { ...client, head, frames: () => client.all().subarray(head.indexOf('\r\n\r\n') + 4) };
}

async function openSocket(reader: string) {
  const socket = new WebSocket(`${demo.replace('http', 'ws')}/ws?reader=${reader}`, ['news.v1']);
  after(() => socket.terminate());
  socket.on('error', () => {});
  await once(socket, 'open');
  return socket;
}

test('the key of RFC 6455 is answered as RFC 6455 says', async () => {
  const client = await openRaw('ana');
  assert.match(client.head, /^HTTP\/1\.1 101 Switching Protocols\r\n/);
  assert.match(client.head, /\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK\+xOo=\r\n/);
  assert.doesNotMatch(client.head, /Sec-WebSocket-(Protocol|Extensions)/);
  client.leave();
  const asking = await openRaw('ana', 'Sec-WebSocket-Protocol: other, news.v1\r\n');
  assert.match(asking.head, /\r\nSec-WebSocket-Protocol: news\.v1\r\n/);
  asking.leave();
});

test('every length is written in the shortest way that has room for it', async () => {
  for (const [size, header] of [
    [0, '8100'],
    [5, '8105'],
    [125, '817d'],
    [126, '817e007e'],
    [65_535, '817effff'],
    [65_536, '817f0000000000010000'],
  ] as const) {
    const client = await openRaw(`size${size}`);
    assert.equal((await post(`send?reader=size${size}&value=${size}`)).status, 204);
    const length = header.length / 2;
    await client.until(() => client.frames().length >= length + size);
    assert.equal(client.frames().toString('hex', 0, length), header);
    assert.equal(client.frames().length, length + size);
    client.leave();
  }
});

test('a ping, three fragments and a close frame are these bytes', async () => {
  const client = await openRaw('luis');
  const next = async (path: string, hex: string) => {
    const before = client.frames().length;
    assert.equal((await post(path)).status, 204);
    await client.until(() => client.frames().length >= before + hex.length / 2);
    assert.equal(client.frames().toString('hex', before), hex);
  };
  const text = (words: string) => Buffer.from(words).toString('hex');
  await next('ping?reader=luis', `890e${text('Are you there?')}`);
  const pieces = `010c${text('One message ')}0009${text('in three ')}8007${text('frames.')}`;
  await next('pieces?reader=luis', pieces);
  await next('close?reader=luis&value=4000', `88130fa0${text('You asked for it.')}`);
  client.leave();
});

for (const [name, bytes] of Object.entries(broken)) {
  test(`what no server may send is sent as it is: ${name}; and ws, as a client, ends it`, async () => {
    const client = await openRaw(`raw${name}`);
    await post(`break?reader=raw${name}&value=${name}`);
    await client.until(() => client.frames().length >= bytes.length);
    assert.deepEqual(client.frames(), bytes);
    client.leave();
    const socket = await openSocket(name);
    const failed = new Promise((resolve) => socket.on('close', resolve));
    await post(`break?reader=${name}&value=${name}`);
    assert.equal(await failed, 1006);
  });
}

test('what is not offered is refused, and who has no WebSocket is told so', async () => {
  const socket = await openSocket('eva');
  for (const [path, status] of [
    ['send?reader=eva&value=1000000', 400],
    ['close?reader=eva&value=1006', 400],
    ['break?reader=eva&value=all', 400],
    ['shout?reader=eva', 404],
    ['send?reader=nobody&value=5', 409],
  ] as const)
    assert.equal((await post(path)).status, status, path);
  assert.equal((await fetch(`${demo}/send?reader=eva`)).status, 405);
  socket.terminate();
});

test('seeded garbage ends the WebSocket that sends it, and no other', async () => {
  const good = await openSocket('good');
  let seed = 20_261_126;
  const random = () => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
  for (let round = 0; round < 40; round++) {
    const client = await openRaw(`bad${round % 4}`);
    // Whatever it says first, a client’s frame without a mask is none.
    const bytes = Buffer.from(Array.from({ length: 200 }, () => random() * 256));
    bytes[1]! &= 0x7f;
    client.send(bytes);
    await client.ended;
  }
  const message = once(good, 'message');
  await post('send?reader=good&value=5');
  assert.equal(String((await message)[0]), 'xxxxx');
});

test('a message that is too long is answered with 1009', async () => {
  const socket = await openSocket('long');
  const closed = once(socket, 'close');
  socket.send('x'.repeat(100_001));
  assert.equal((await closed)[0], 1009);
});
