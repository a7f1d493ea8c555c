import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, test } from 'node:test';
import { WebSocket } from 'ws';
import { startTestCompanion } from '../support/companion.ts';
import { http2Client } from '../support/http2-client.ts';
import { openRaw, rawClient } from '../support/raw-client.ts';
import { until } from '../support/until.ts';

const { origins } = await startTestCompanion();
const duel = `${origins.lab}/duel`;

/** A WebSocket of a reader, and the texts of its messages so far. */
function openSocket(reader: string) {
  const socket = new WebSocket(`${duel.replace('http', 'ws')}/ws?reader=${reader}`);
  const texts: string[] = [];
  socket.on('message', (data: Buffer) => texts.push(data.toString()));
  after(() => socket.terminate());
  return { socket, texts, opened: once(socket, 'open') };
}

const post = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${duel}/${path}`, { method: 'POST', headers });

/** The messages in what an event stream has sent so far. */
const messagesIn = (text: string) => [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => data!);

/** A raw WebSocket, whose frames are bytes. */
function openFrames(reader: string) {
  const key = Buffer.alloc(16).toString('base64');
  const { host } = new URL(duel);
  return rawClient(
    origins.lab,
    `GET /duel/ws?reader=${reader} HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
  );
}

test('what a reader is told over both is the same, to the last byte and in the same order', async () => {
  const stream = openRaw(origins.lab, '/duel/events?reader=ana');
  await stream.until(': ok\n\n');
  const { texts, opened } = openSocket('ana');
  await opened;
  await post('burst?reader=ana');
  const text = await stream.until((text) => text.split('\n\n\r\n').length > 101);
  await until('a hundred messages', () => texts.length >= 100);
  const over = messagesIn(text);
  const common = over.filter((one) => texts.includes(one));
  assert.ok(common.length >= 100, `${common.length}`);
  assert.deepEqual(
    texts.filter((one) => over.includes(one)),
    common,
  );
  stream.leave();
});

// What a message of 64 and of 2048 bytes becomes: the chapter’s table.
const weights = [
  ['around 64 bytes come 14 over HTTP/1.1, 17 over HTTP/2, 2 in a WebSocket', 64, 14, 17, 2],
  ['around 2048 bytes come 15 over HTTP/1.1, 17 over HTTP/2, 4 in a WebSocket', 2048, 15, 17, 4],
] as const;

for (const [name, size, http1, http2, webSocket] of weights) {
  test(name, async () => {
    const reader = `weight${size}`;
    const stream = openRaw(origins.lab, `/duel/events?reader=${reader}`);
    await stream.until(': ok\n\n');
    const socket = openFrames(reader);
    await socket.until('\r\n\r\n');
    const client = http2Client(origins.labTls);
    after(client.close);
    const over2 = client.open(`/duel/events?reader=${reader}`);
    await over2.until(': ok\n\n');
    assert.equal((await post(`settings?reader=${reader}&rate=5&size=${size}`)).status, 204);
    // Before it there may be one of the size that was set at first.
    const message = `\\{[^{}]{${size - 2}}\\}`;
    const lengthIn = async (client: Pick<typeof stream, 'until'>, shape: RegExp) =>
      shape.exec(await client.until(shape))![0].length;
    const chunk = new RegExp(`[0-9a-f]+\r\ndata: ${message}\n\n\r\n`);
    assert.equal(await lengthIn(stream, chunk), size + http1);
    // A frame of HTTP/2 has nine bytes before it, which this client has taken off.
    const event = new RegExp(`data: ${message}\n\n`);
    assert.equal((await lengthIn(over2, event)) + 9, size + http2);
    const frame = new RegExp(`\\x81(\\x7e[^]{2}|[^])${message}`);
    assert.equal(await lengthIn(socket, frame), size + webSocket);
    stream.leave();
    socket.leave();
  });
}

test('a rate or a size that is not offered is refused with what there is, and nothing changes', async () => {
  const stream = openRaw(origins.lab, '/duel/events?reader=luis');
  await stream.until(': ok\n\n');
  for (const query of ['rate=1000&size=64', 'rate=1&size=1000000', 'rate=&size=']) {
    const answer = await post(`settings?reader=luis&${query}`);
    assert.equal(answer.status, 400, query);
    assert.match(await answer.text(), /^Choose of rate: 0\.2, 1, 5, 20, 50; size: 64/);
  }
  stream.leave();
});

test('while nobody receives the news goes on, and who comes back finds numbers missing', async () => {
  const first = openRaw(origins.lab, '/duel/events?reader=sofia');
  await first.until(/\{"n":1,/);
  first.leave();
  await post('burst?reader=sofia');
  const second = openRaw(origins.lab, '/duel/events?reader=sofia');
  const [next] = messagesIn(await second.until(/"n":[^]*\n\n/));
  assert.ok((JSON.parse(next!) as { n: number }).n > 101, next);
  second.leave();
});

test('who does not receive has nothing to set, and who is no name is told so', async () => {
  assert.equal((await post('burst?reader=nobody')).status, 409);
  assert.equal((await fetch(`${duel}/events?reader=A%20B`)).status, 400);
  const { socket } = openSocket('A%20B');
  assert.deepEqual(await closeOf(socket), [1008, 'A reader is up to 20 of a-z and 0-9.']);
});

async function closeOf(socket: WebSocket): Promise<[code: number, reason: string]> {
  const [code, reason] = (await once(socket, 'close')) as [number, Buffer];
  return [code, reason.toString()];
}

test('a reader has four receivers at most; a fifth is told to come later, on both ways', async () => {
  const streams = [1, 2, 3, 4].map((n) => openRaw(origins.lab, `/duel/events?reader=eva&n=${n}`));
  for (const stream of streams) await stream.until(': ok\n\n');
  assert.equal((await fetch(`${duel}/events?reader=eva`)).status, 503);
  const { socket } = openSocket('eva');
  assert.deepEqual(await closeOf(socket), [1013, 'There is no room. Try later.']);
  for (const stream of streams) stream.leave();
  const hasRoom = async () => {
    const next = openRaw(origins.lab, '/duel/events?reader=eva');
    const text = await next.until('\r\n\r\n');
    next.leave();
    return text.startsWith('HTTP/1.1 200 ');
  };
  await until('room, once they have left', hasRoom);
});

test('too long a message, and one that is no frame, end that WebSocket only', async () => {
  const { socket: other, texts, opened } = openSocket('rosa');
  await opened;
  const { socket, opened: second } = openSocket('rosa');
  await second;
  socket.send('x'.repeat(1025));
  assert.deepEqual(await closeOf(socket), [1009, '']);
  const garbage = openFrames('rosa');
  await garbage.until('\r\n\r\n');
  garbage.send(Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff]));
  await garbage.ended;
  await post('burst?reader=rosa');
  await until('the news', () => texts.length >= 100);
  assert.equal(other.readyState, WebSocket.OPEN);
});
