import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { WebSocket } from 'ws';
import { startTestCompanion } from '../support/companion.ts';
import { openRaw } from '../support/raw-client.ts';

const { origins } = await startTestCompanion();
const demo = `${origins.lab}/what-gets-through`;

test('three events leave one by one, and the response ends', async () => {
  const stream = openRaw(origins.lab, '/what-gets-through/events');
  const chunk = (n: number) => `9\r\ndata: ${n}\n\n\r\n`;
  const times: number[] = [];
  for (const n of [1, 2, 3]) {
    await stream.until(chunk(n));
    times.push(performance.now());
  }
  assert.ok(times[2]! - times[0]! > 500, times.join());
  const text = await stream.until(/0\r\n\r\n$/);
  assert.ok(text.endsWith(`${chunk(1)}${chunk(2)}${chunk(3)}0\r\n\r\n`), text);
});

test('text comes back as text, bytes as bytes, and too much ends the WebSocket', async () => {
  const socket = new WebSocket(`${demo.replace('http', 'ws')}/ws`);
  await once(socket, 'open');
  for (const [sent, isBinary] of [
    ['text', false],
    [Buffer.of(1, 2), true],
  ] as const) {
    const message = once(socket, 'message');
    socket.send(sent);
    const [data, came] = (await message) as [Buffer, boolean];
    assert.deepEqual([data.toString(), came], [sent.toString(), isBinary]);
  }
  const closed = once(socket, 'close');
  socket.send('x'.repeat(1025));
  assert.equal((await closed)[0], 1009);
});

test('a question is answered, and what is not there is said', async () => {
  assert.equal(await (await fetch(`${demo}/poll`)).text(), 'news');
  assert.equal((await fetch(`${demo}/elsewhere`)).status, 404);
});
