import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, test } from 'node:test';
import { constants, createGunzip, createGzip } from 'node:zlib';
import { WebSocket, WebSocketServer } from 'ws';
import { startTestCompanion } from '../support/companion.ts';
import { http2Client } from '../support/http2-client.ts';
import { openRaw } from '../support/raw-client.ts';
import { until } from '../support/until.ts';

const { origins } = await startTestCompanion();
const demo = `${origins.lab}/message-cost`;

const say = (query: string) => fetch(`${demo}/say?${query}`, { method: 'POST' });

/** What a reader who receives over all carriers is sent for a message of so many bytes. */
async function bytesOf(size: number) {
  const reader = `size${size}`;
  const http1 = openRaw(origins.lab, `/message-cost/events?reader=${reader}`);
  const client = http2Client(origins.labTls);
  const http2 = client.open(`/message-cost/events?reader=${reader}`);
  for (const stream of [http1, http2]) await stream.until(': ok\n\n');
  const socket = new WebSocket(`${demo.replace('http', 'ws')}/ws?reader=${reader}`);
  await once(socket, 'open');
  const began = (socket as unknown as { _socket: { bytesRead: number } })._socket;
  const before = began.bytesRead;
  const [at1, at2] = [http1.all().length, http2.all().length];
  const message = once(socket, 'message');
  assert.equal(await (await say(`reader=${reader}&kind=letters&size=${size}`)).text(), '3');
  await message;
  const isWhole = (text: string, end: string) => text.length > 40 && text.endsWith(end);
  await http1.until((text) => text.length > at1 + size && isWhole(text, '\n\n\r\n'));
  await http2.until((text) => text.length >= at2 + size + 8);
  const body = http2.all().length - at2;
  const counted = {
    http1: http1.all().length - at1 - size,
    // This client has taken the frames off: nine bytes each, and none is above 16 KiB.
    http2: body + 9 * Math.ceil(body / 16_384) - size,
    socket: began.bytesRead - before - size,
  };
  http1.leave();
  client.close();
  socket.terminate();
  return counted;
}

test('around a message of each size come the bytes that the chapter’s table has', async () => {
  const sizes: Record<number, { http1: number; http2: number; socket: number }> = {
    1: { http1: 13, http2: 17, socket: 2 },
    100: { http1: 14, http2: 17, socket: 2 },
    125: { http1: 14, http2: 17, socket: 2 },
    126: { http1: 14, http2: 17, socket: 4 },
    1000: { http1: 15, http2: 17, socket: 4 },
    65_535: { http1: 17, http2: 53, socket: 4 },
    65_536: { http1: 17, http2: 53, socket: 10 },
  };
  for (const [size, bytes] of Object.entries(sizes))
    assert.deepEqual(await bytesOf(Number(size)), bytes, `${size} bytes`);
});

test('a message has the size that was asked for, and never a line end', async () => {
  const stream = openRaw(origins.lab, '/message-cost/events?reader=ana');
  await stream.until(': ok\n\n');
  for (const kind of ['prices', 'letters'])
    for (const size of [1, 7, 300]) await say(`reader=ana&kind=${kind}&size=${size}`);
  const text = await stream.until((text) => text.split('\n\n\r\n').length > 7);
  const lengths = [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => data!.length);
  assert.deepEqual(lengths, [1, 7, 300, 1, 7, 300]);
  stream.leave();
});

test('a size that cannot be is refused, and so is a name that is none', async () => {
  for (const size of ['0', '65537', '1.5', 'x', '']) {
    const answer = await say(`reader=ana&kind=letters&size=${size}`);
    assert.equal(answer.status, 400, size);
    assert.equal(await answer.text(), 'A size is a number from 1 to 65536.\n');
  }
  assert.equal((await fetch(`${demo}/events?reader=A`)).status, 400);
  assert.equal((await fetch(`${demo}/elsewhere`)).status, 404);
});

test('a compressed stream is one gzip body, of which each event comes at once', async () => {
  const stream = openRaw(origins.lab, '/message-cost/events?reader=luis&compress=on');
  const head = await stream.until('\r\n\r\n');
  assert.match(head, /\r\nContent-Encoding: gzip\r\n/);
  const gunzip = createGunzip();
  let text = '';
  gunzip.on('data', (bytes: Buffer) => (text += bytes.toString()));
  let taken = head.indexOf('\r\n\r\n') + 4;
  const unpack = () => {
    // Chunks: a line with the size, so many bytes, a line end.
    for (;;) {
      const all = stream.all();
      const line = all.indexOf('\r\n', taken);
      const size = Number.parseInt(all.toString('latin1', taken, line), 16);
      if (line < 0 || all.length < line + 2 + size + 2) return;
      gunzip.write(all.subarray(line + 2, line + 2 + size));
      taken = line + 2 + size + 2;
    }
  };
  const untilText = (end: string) =>
    until(end, () => {
      unpack();
      return text.endsWith(end);
    });
  await untilText(': ok\n\n');
  for (let event = 1; event <= 3; event++) {
    await say('reader=luis&kind=prices&size=1000');
    await until(`event ${event}`, () => {
      unpack();
      return text.split('\n\n').length === event + 2;
    });
  }
  stream.leave();
});

test('a compressor that is not flushed keeps every event back', async () => {
  const heard = { flushed: 0, not: 0 };
  const flushed = createGzip({ flush: constants.Z_SYNC_FLUSH });
  const not = createGzip();
  flushed.on('data', (bytes: Buffer) => (heard.flushed += bytes.length));
  not.on('data', (bytes: Buffer) => (heard.not += bytes.length));
  for (let event = 0; event < 20; event++) {
    for (const zip of [flushed, not])
      await new Promise((done) => zip.write(`data: ${event}\n\n`, done));
  }
  // The ten bytes of gzip's own header are all that an unflushed one lets go.
  assert.ok(heard.not <= 10, `${heard.not}`);
  assert.ok(heard.flushed > 100, `${heard.flushed}`);
});

test('ws compresses nothing by default, and everything when told to', async () => {
  const options = { port: 0, host: 'localhost' };
  const lengths: number[] = [];
  for (const perMessageDeflate of [undefined, true, { serverNoContextTakeover: true }] as const) {
    const server = new WebSocketServer({
      ...options,
      ...(perMessageDeflate === undefined ? {} : { perMessageDeflate }),
    });
    after(() => server.close());
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    server.on('connection', (one) => one.send('x'.repeat(1000)));
    const socket = new WebSocket(`ws://localhost:${port}`);
    const read = once(socket, 'upgrade').then(() => socket);
    await once(socket, 'message');
    const { bytesRead } = ((await read) as unknown as { _socket: { bytesRead: number } })._socket;
    lengths.push(bytesRead);
    socket.terminate();
  }
  const [off, on, forgetful] = lengths;
  assert.ok(off! > 1000 && on! < 400, lengths.join());
  // Its threshold of 1024 bytes counts only where nothing is remembered.
  assert.ok(forgetful! > 1000, lengths.join());
});

test('a reader has six receivers at most, and garbage ends one WebSocket only', async () => {
  const streams = Array.from({ length: 6 }, (_, n) =>
    openRaw(origins.lab, `/message-cost/events?reader=eva&n=${n}`),
  );
  for (const stream of streams) await stream.until(': ok\n\n');
  assert.equal((await fetch(`${demo}/events?reader=eva`)).status, 503);
  for (const stream of streams) stream.leave();
  const open = async () => {
    const socket = new WebSocket(`${demo.replace('http', 'ws')}/ws?reader=rosa`);
    await once(socket, 'open');
    return socket;
  };
  const [good, bad] = [await open(), await open()];
  const closed = once(bad, 'close');
  bad.send('x'.repeat(65_537));
  assert.equal((await closed)[0], 1009);
  const message = once(good, 'message');
  await say('reader=rosa&kind=letters&size=5');
  await message;
  good.terminate();
});
