import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, test } from 'node:test';
import { WebSocket } from 'ws';
import { createParser } from '../../src/sse/parse.ts';
import { startTestCompanion } from '../support/companion.ts';
import { openRaw } from '../support/raw-client.ts';

const { origins } = await startTestCompanion();
const demo = `${origins.lab}/two-way`;

const post = (path: string, body = '') => fetch(`${demo}/${path}`, { method: 'POST', body });
const open = (reader: string, query = '') =>
  openRaw(origins.lab, `/two-way/events?reader=${reader}${query}`);

async function openSocket(reader: string) {
  const socket = new WebSocket(`${demo.replace('http', 'ws')}/ws?reader=${reader}`);
  after(() => socket.terminate());
  await once(socket, 'open');
  return socket;
}

test('the same picture comes as base64 in an event and as it is in a frame', async () => {
  const stream = open('ana');
  await stream.until(': ok\n\n');
  const socket = await openSocket('ana');
  const message = once(socket, 'message');
  const size = Number(await (await post('picture?reader=ana&side=72')).text());
  const [bytes, isBinary] = (await message) as [Buffer, boolean];
  assert.ok(isBinary);
  assert.deepEqual([bytes.length, bytes.toString('latin1', 1, 4)], [size, 'PNG']);
  const text = await stream.until(/event: picture\ndata: .*\n\n\r\n/);
  const [, data] = /^data: (.*)$/m.exec(text)!;
  assert.deepEqual(Buffer.from(data!, 'base64'), bytes);
  assert.equal(data!.length, 4 * Math.ceil(size / 3));
  stream.leave();
});

test('what is posted comes as an event, and what a WebSocket says comes back on it', async () => {
  const stream = open('luis');
  await stream.until(': ok\n\n');
  assert.equal((await post('say?reader=luis', 'hola ñ')).status, 204);
  await stream.until(Buffer.from('data: hola ñ\n\n').toString('latin1'));
  const socket = await openSocket('luis');
  const message = once(socket, 'message');
  socket.send('hola ñ');
  assert.equal(String((await message)[0]), 'hola ñ');
  stream.leave();
});

test('a line end cannot be smuggled into the stream', async () => {
  const answer = await post('say?reader=luis', 'a\n\nevent: evil\ndata: b');
  assert.equal(answer.status, 400);
  assert.equal(await answer.text(), 'One line, please.\n');
});

test('what cannot be is refused, and too long a message ends one WebSocket only', async () => {
  assert.equal((await post('picture?reader=ana&side=5000')).status, 400);
  assert.equal((await post('say?reader=A')).status, 400);
  assert.equal((await post('shout?reader=ana')).status, 404);
  const [good, bad] = [await openSocket('rosa'), await openSocket('rosa')];
  const closed = once(bad, 'close');
  bad.send('x'.repeat(1025));
  assert.equal((await closed)[0], 1009);
  const message = once(good, 'message');
  good.send('still here');
  assert.equal(String((await message)[0]), 'still here');
});

test('a reader has four receivers at most', async () => {
  const streams = [1, 2, 3, 4].map((n) => open('eva', `&n=${n}`));
  for (const stream of streams) await stream.until(': ok\n\n');
  assert.equal((await fetch(`${demo}/events?reader=eva`)).status, 503);
  for (const stream of streams) stream.leave();
});

test('an event stream is read without EventSource, by fetch and a parser', async () => {
  const stop = new AbortController();
  const response = await fetch(`${demo}/events?reader=pau`, {
    headers: { Authorization: 'Bearer of-a-header' },
    signal: stop.signal,
  });
  const heard: string[] = [];
  const parser = createParser({ onEvent: ({ data }) => heard.push(data) });
  const saying = post('say?reader=pau', 'by fetch');
  for await (const bytes of response.body!) {
    parser.feed(bytes);
    if (heard.length > 0) break;
  }
  await saying;
  assert.deepEqual(heard, ['by fetch']);
  stop.abort();
});
