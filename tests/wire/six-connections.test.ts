import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startTestCompanion, testSettings } from '../support/companion.ts';
import { http2Client } from '../support/http2-client.ts';
import { openRaw } from '../support/raw-client.ts';

const { origins } = await startTestCompanion();
const address = (origin: string, path: string) => `${origin}/six-connections/${path}`;
const event = (streams: number, socket: number) =>
  `data: {"streams":${streams},"socket":${socket}}\n\n`;
const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;

/** Opens a stream of the reader over HTTP/1.1, on a connection of its own. */
const open = (reader: string, origin = origins.lab) =>
  openRaw(origin, `/six-connections/events?reader=${reader}`);

async function countOf(reader: string): Promise<unknown> {
  const response = await fetch(address(origins.lab, `count?reader=${reader}`));
  assert.equal(response.headers.get('cache-control'), 'no-store');
  return response.json();
}

test('each stream is told the reader’s count and its own socket, whenever the count changes', async () => {
  const first = open('ana');
  await first.until(chunk(event(1, 1)));
  const second = open('ana');
  const stranger = open('luis');
  await second.until((text) => text.endsWith(`\r\n\r\n${chunk(event(2, 2))}`));
  await stranger.until((text) => text.endsWith(`\r\n\r\n${chunk(event(1, 1))}`));
  assert.deepEqual(await countOf('ana'), { streams: 2 });
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

test('a reader of whom no stream is left is forgotten, numbers and all', async () => {
  const only = open('ida');
  await only.until('\n\n');
  only.leave();
  while (JSON.stringify(await countOf('ida')) !== '{"streams":0}');
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
  const settings = { ...testSettings(), maxStreamsPerClient: 4 };
  const { origins: small } = await startTestCompanion({}, settings);
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
  while ((await fetch(address(small.lab, 'count'))).status === 503);
  for (const stream of streams) stream.leave();
});
