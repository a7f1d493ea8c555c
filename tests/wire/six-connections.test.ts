import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { WebSocket } from 'ws';
import { startTestCompanion } from '../support/companion.ts';
import { http2Client } from '../support/http2-client.ts';
import { get, openRaw, rawClient } from '../support/raw-client.ts';
import { causeFault, newTap } from '../support/tap-reader.ts';
import { until } from '../support/until.ts';

const { origins } = await startTestCompanion();
const address = (origin: string, path: string) => `${origin}/six-connections/${path}`;
const event = (streams: number, socket: number) =>
  `data: {"streams":${streams},"webSockets":0,"socket":${socket}}\n\n`;
const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;

/** Opens a stream of the reader over HTTP/1.1, on a connection of its own. */
const open = (reader: string, origin = origins.lab) =>
  openRaw(origin, `/six-connections/events?reader=${reader}`);

async function countOf(reader: string): Promise<unknown> {
  const response = await fetch(address(origins.lab, `count?reader=${reader}`));
  assert.equal(response.headers.get('cache-control'), 'no-store');
  return response.json();
}

/** The server hears of a leaving client a moment later. */
async function untilCounted(reader: string, counts: object): Promise<void> {
  const arrived = async () => isDeepStrictEqual(await countOf(reader), counts);
  const last = async () => `It says ${JSON.stringify(await countOf(reader))}.`;
  await until(`of ${reader} ${JSON.stringify(counts)}`, arrived, last);
}

test('each stream is told the reader’s count and its own socket, whenever the count changes', async () => {
  const first = open('ana');
  await first.until(chunk(event(1, 1)));
  const second = open('ana');
  const stranger = open('luis');
  await second.until((text) => text.endsWith(`\r\n\r\n${chunk(event(2, 2))}`));
  await stranger.until((text) => text.endsWith(`\r\n\r\n${chunk(event(1, 1))}`));
  assert.deepEqual(await countOf('ana'), { streams: 2, webSockets: 0 });
  second.leave();
  const text = await first.until(/(\n\n\r\n[^]*){3}$/);
  assert.match(text, /^HTTP\/1\.1 200 OK\r\n[^]*\r\nContent-Type: text\/event-stream\r\n/);
  const body = chunk(event(1, 1)) + chunk(event(2, 1)) + chunk(event(1, 1));
  assert.ok(text.endsWith(`\r\n\r\n${body}`), text);
  first.leave();
  stranger.leave();
});

test('over HTTP/2 all streams of a connection are on one socket', async () => {
  const client = http2Client(origins.labTls);
  after(client.close);
  const [first, second] = [1, 2].map((n) =>
    client.open(`/six-connections/events?reader=eva&n=${n}`),
  );
  await second!.until((text) => text === event(2, 1));
  await first!.until((text) => text === event(1, 1) + event(2, 1));
  second!.leave();
  await first!.until((text) => text.endsWith(event(1, 1)));
  first!.leave();
});

test('twelve recorded streams on one connection are nothing that Node warns of', async () => {
  const warnings: Error[] = [];
  const warned = (warning: Error) => void warnings.push(warning);
  process.on('warning', warned);
  const client = http2Client(origins.labTls);
  after(client.close);
  const run = `${newTap()}.1`;
  const streams = Array.from({ length: 12 }, (_, n) =>
    client.open(`/@${run}/six-connections/events?reader=ivo&n=${n}`),
  );
  await Promise.all(streams.map((stream) => stream.until('"streams":12,')));
  process.off('warning', warned);
  assert.deepEqual(warnings, []);
});

test('what is asked for after a stream, on the same connection, is answered after the stream', async () => {
  const run = `${newTap()}.1`;
  const stream = get(origins.lab, `/@${run}/six-connections/events?reader=pia`);
  const count = get(origins.lab, '/six-connections/count?reader=pia');
  const client = rawClient(origins.lab, `${stream}${count}`);
  await client.until(chunk(event(1, 1)));
  // The server has had time for others, and still not for this one.
  assert.deepEqual(await countOf('pia'), { streams: 1, webSockets: 0 });
  assert.doesNotMatch(client.all().toString(), /application\/json/);
  await causeFault(origins.site, run, 'end');
  // Node counted while the stream was open, and kept the answer until it could be sent.
  const text = await client.until('{"streams":1,"webSockets":0}');
  assert.match(text, /data: [^]*\r\n0\r\n\r\nHTTP\/1\.1 200 OK\r\n[^]*application\/json/);
  client.leave();
});

test('a WebSocket counts for its reader, and hears and tells of it', async () => {
  const stream = open('noa');
  await stream.until(chunk(event(1, 1)));
  const socket = new WebSocket(address(origins.lab.replace('http', 'ws'), 'ws?reader=noa'));
  const [message] = (await once(socket, 'message')) as [Buffer];
  assert.equal(message.toString(), '{"streams":1,"webSockets":1}');
  await stream.until('data: {"streams":1,"webSockets":1,"socket":1}\n\n');
  stream.leave();
  const [next] = (await once(socket, 'message')) as [Buffer];
  assert.equal(next.toString(), '{"streams":0,"webSockets":1}');
  socket.terminate();
  await untilCounted('noa', { streams: 0, webSockets: 0 });
});

test('a reader of whom no stream is left is forgotten, numbers and all', async () => {
  const only = open('ida');
  await only.until('\n\n');
  only.leave();
  await untilCounted('ida', { streams: 0, webSockets: 0 });
  const next = open('ida');
  await next.until(chunk(event(1, 1)));
  next.leave();
});

test('the image is one that no cache keeps', async () => {
  const response = await fetch(address(origins.lab, 'image'));
  assert.equal(response.headers.get('content-type'), 'image/svg+xml');
  assert.equal(response.headers.get('cache-control'), 'no-store');
  assert.match(await response.text(), /^<svg xmlns=[^]*<\/svg>$/);
});

test('a name that is too long, or no name, is refused', async () => {
  for (const name of ['a'.repeat(21), 'Ana', '../x']) {
    const response = await fetch(address(origins.lab, `count?reader=${encodeURIComponent(name)}`));
    assert.equal(response.status, 400);
    assert.equal(await response.text(), 'A reader is up to 20 of a-z and 0-9.\n');
  }
});

test('a stranger holds no more streams than are configured, and the 503 says so', async () => {
  const { origins: small } = await startTestCompanion({}, { maxStreamsPerClient: 4 });
  const streams = Array.from({ length: 4 }, () => open('eve', small.lab));
  await Promise.all(streams.map((stream) => stream.until('\n\n')));
  const refused = await open('eve', small.lab).until('CLIENT.\n');
  assert.match(refused, /^HTTP\/1\.1 503 Service Unavailable\r\n/);
  assert.match(refused, /\r\nRetry-After: 5\r\n/);
  const sentence =
    'This address has 4 streams open already. Close some, or raise MAX_STREAMS_PER_CLIENT.\n';
  assert.ok(refused.includes(sentence), refused);
  streams[0]!.leave();
  // The server hears of it a moment later.
  const status = async () => (await fetch(address(small.lab, 'count'))).status;
  await until('a place is free again', async () => (await status()) !== 503, status);
  for (const stream of streams) stream.leave();
});
