import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, test } from 'node:test';
import { startTestCompanion } from '../support/companion.ts';
import { http2Client } from '../support/http2-client.ts';
import { get, openRaw } from '../support/raw-client.ts';

const { origins } = await startTestCompanion();
const counter = openRaw(origins.lab, '/leak/events');
after(() => counter.leave());

type Numbers = { streams: number; timers: number; wasted: number; process: number };

/** The counter's newest numbers, once they are as wanted. */
async function untilCounted(wanted: (now: Numbers) => boolean): Promise<Numbers> {
  const newest = (text: string) => {
    const last = [...text.matchAll(/^data: (.*)\n\n/gm)].at(-1)?.[1];
    return JSON.parse(last ?? '{}') as Numbers;
  };
  return newest(await counter.until((text) => wanted(newest(text))));
}

/** A reader that can leave as browsers and networks do. */
async function reader(path: string) {
  const { hostname, port } = new URL(origins.lab);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  socket.write(get(origins.lab, path));
  await new Promise((resolve) => socket.once('data', resolve));
  return socket;
}

const goodbyes = {
  'FIN on HTTP/1.1': async (path: string) => {
    const socket = await reader(path);
    return () => socket.end();
  },
  'RST on HTTP/1.1': async (path: string) => {
    const socket = await reader(path);
    return () => socket.resetAndDestroy();
  },
  'RST_STREAM on HTTP/2': async (path: string) => {
    const client = http2Client(origins.labTls);
    after(client.close);
    const stream = client.open(path);
    await stream.until('\n\n');
    return stream.leave;
  },
};

test('the counter answers at once with the four numbers', async () => {
  const body = await counter.until('\n\n\r\n');
  assert.match(
    body,
    /\r\n\r\n[\da-f]+\r\ndata: \{"streams":0,"timers":0,"process":\d+,"wasted":0\}\n\n\r\n$/,
  );
});

for (const [how, come] of Object.entries(goodbyes)) {
  test(`with cleanup, ${how} ends stream and timer`, async () => {
    const leave = await come('/leak/clean');
    const { timers } = await untilCounted(({ streams }) => streams === 1);
    assert.equal(timers, 1);
    leave();
    await untilCounted(({ streams, timers }) => streams === 0 && timers === 0);
  });
}

test('over HTTP/1.1 a reader’s events are one chunk each', async () => {
  const client = openRaw(origins.lab, '/leak/clean?reader=1');
  const text = await client.until(/(\n\n\r\n[^]*){2}$/);
  client.leave();
  const event = String.raw`20\r\ndata: \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\n\n\r\n`;
  assert.match(text, new RegExp(`\r\n\r\n(${event}){2}$`));
  await untilCounted(({ timers }) => timers === 0);
});

test('without cleanup the timer stays and writes to nobody, whoever left how, for a minute', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  for (const come of Object.values(goodbyes)) (await come('/leak/leaky'))();
  const before = await untilCounted(({ streams, timers }) => streams === 0 && timers === 3);
  const later = await untilCounted(({ wasted }) => wasted >= before.wasted + 6);
  assert.deepEqual([later.streams, later.timers], [0, 3]);
  assert.ok(later.process >= 3, `Node itself counts ${later.process}`);
  t.mock.timers.tick(59_999);
  await untilCounted(({ wasted }) => wasted > later.wasted);
  t.mock.timers.tick(1);
  await untilCounted(({ timers }) => timers === 0);
});

test('at most a hundred timers leak: the oldest makes room', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  for (let round = 0; round < 3; round++) {
    const client = http2Client(origins.labTls);
    after(client.close);
    const streams = Array.from({ length: 40 }, () => client.open('/leak/leaky'));
    await Promise.all(streams.map((stream) => stream.until('\n\n')));
    for (const stream of streams) stream.leave();
  }
  await untilCounted(({ streams, timers }) => streams === 0 && timers === 100);
  t.mock.timers.tick(60_000);
  await untilCounted(({ timers }) => timers === 0);
});
