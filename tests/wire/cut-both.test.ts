import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, test } from 'node:test';
import { WebSocket } from 'ws';
import { startTestCompanion } from '../support/companion.ts';
import { http2Client } from '../support/http2-client.ts';
import { openRaw } from '../support/raw-client.ts';
import { until } from '../support/until.ts';

const { origins } = await startTestCompanion();
const demo = `${origins.lab}/cut-both`;

type Told = { id?: string; n?: number; beat?: true; reset?: true };

const post = (path: string) => fetch(`${demo}/${path}`, { method: 'POST' });
const open = (reader: string, fields: Record<string, string> = {}, query = '') =>
  openRaw(origins.lab, `/cut-both/events?reader=${reader}${query}`, fields);

function openSocket(reader: string, last = '') {
  const address = `${demo.replace('http', 'ws')}/ws?reader=${reader}&after=${last}`;
  const socket = new WebSocket(address);
  const told: Told[] = [];
  socket.on('message', (data: Buffer) => told.push(JSON.parse(data.toString()) as Told));
  socket.on('error', () => {});
  after(() => socket.terminate());
  const numbers = () => told.flatMap(({ n }) => n ?? []);
  const lastId = () => told.findLast(({ id }) => id)?.id ?? '';
  const closed = new Promise<[code: number, reason: string]>((resolve) =>
    socket.on('close', (code, reason) => resolve([code, reason.toString()])),
  );
  return { socket, told, numbers, lastId, closed };
}

const idsIn = (text: string) => [...text.matchAll(/^id: (.*)$/gm)].map(([, id]) => id!);
const numberOf = (id: string) => Number(id.split('-')[1]);

test('who says which message was its last one is brought all since, over both ways, and none twice', async () => {
  const stream = open('ana');
  const [first] = idsIn(await stream.until(/^id: .*\ndata: .*\n\n/m));
  stream.leave();
  const waiting = openSocket('ana');
  await until('two more', () => waiting.numbers().length >= 2);
  const again = open('ana', { 'Last-Event-ID': first! });
  const text = await again.until((text) => idsIn(text).length >= 3);
  const numbers = idsIn(text).map(numberOf);
  assert.deepEqual(
    numbers,
    numbers.map((_, at) => numberOf(first!) + 1 + at),
  );
  const socket = openSocket('ana', first);
  await until('the same', () => socket.numbers().length >= 3);
  assert.deepEqual(socket.numbers().slice(0, 3), numbers.slice(0, 3));
  again.leave();
});

test('a number of another start, and one that is too high, are answered with a reset', async () => {
  for (const last of ['older-5', 'nonsense', 'a-b-c']) {
    const stream = open('luis', { 'Last-Event-ID': last });
    await stream.until('event: reset\ndata\n\n');
    stream.leave();
    const { told } = openSocket('luis', last);
    await until('a reset', () => told.length > 0);
    assert.deepEqual(told[0], { reset: true });
  }
  const own = open('luis');
  const [id] = idsIn(await own.until(/^id: .*\ndata/m));
  own.leave();
  const future = open('luis', { 'Last-Event-ID': id!.replace(/\d+$/, '9999') });
  await future.until('event: reset\n');
  future.leave();
});

test('a cut ends all without a word, and nothing gets through until the time is over', async () => {
  const stream = open('eva');
  await stream.until(': ok\n\n');
  const client = http2Client(origins.labTls);
  after(client.close);
  const over2 = client.open('/cut-both/events?reader=eva&n=2');
  await over2.until(': ok\n\n');
  const { socket, closed } = openSocket('eva');
  await once(socket, 'open');
  const began = Date.now();
  assert.equal((await post('cut?reader=eva&for=2')).status, 204);
  assert.ok(['end', 'closed', 'ECONNRESET'].includes(await stream.ended));
  assert.ok(!stream.all().toString().endsWith('0\r\n\r\n'));
  await over2.ended;
  assert.equal((await closed)[0], 1006);
  const refused = open('eva');
  await refused.ended;
  assert.equal(refused.all().length, 0);
  assert.equal((await openSocket('eva').closed)[0], 1006);
  await until('the line', async () => {
    const next = open('eva', {}, '&n=9');
    const text = await next.until(': ok\n\n').catch(() => '');
    next.leave();
    return text !== '';
  });
  assert.ok(Date.now() - began >= 1900);
});

test('a polite end is the last chunk, and a close frame with 1012', async () => {
  const stream = open('rosa');
  await stream.until(': ok\n\n');
  const { socket, closed } = openSocket('rosa');
  await once(socket, 'open');
  await post('end?reader=rosa');
  await stream.until(/\r\n0\r\n\r\n$/);
  assert.deepEqual(await closed, [1012, 'The server restarts.']);
});

test('a hush stops messages and beats of what is open, and nothing of what comes later', async () => {
  const before = openSocket('pau');
  await until('a message', () => before.numbers().length > 0);
  await post('hush?reader=pau');
  const later = openSocket('pau', before.lastId());
  const count = before.told.length;
  await until('a beat, later', () => later.told.some(({ beat }) => beat));
  assert.equal(before.told.length, count);
  assert.equal(before.socket.readyState, WebSocket.OPEN);
});

test('what cannot be is refused with a sentence', async () => {
  for (const [path, status] of [
    ['cut?reader=ana&for=60', 400],
    ['cut?reader=A', 400],
    ['burn?reader=ana', 404],
  ] as const)
    assert.equal((await post(path)).status, status, path);
  assert.equal((await fetch(`${demo}/cut?reader=ana`)).status, 405);
});

test('a reader has six connections at most', async () => {
  const streams = Array.from({ length: 6 }, (_, n) => open('max', {}, `&n=${n}`));
  for (const stream of streams) await stream.until(': ok\n\n');
  assert.equal((await fetch(`${demo}/events?reader=max`)).status, 503);
  assert.equal((await openSocket('max').closed)[0], 1013);
  for (const stream of streams) stream.leave();
});
