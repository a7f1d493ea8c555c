// The demo many-streams: what it counts, the limit it announces, the connection that it takes leave of.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { connect as connectTls } from 'node:tls';
import { startTestCompanion } from '../support/companion.ts';
import { growingBytes } from '../support/growing-bytes.ts';
import { http2Client, type Http2Client } from '../support/http2-client.ts';
import { openRaw } from '../support/raw-client.ts';
import { newTap, readTap } from '../support/tap-reader.ts';

const maxStreamsPerClient = 280;
const { origins } = await startTestCompanion({}, { maxStreamsPerClient });

/** A connection of its own, to which the server's limit has been announced. */
async function connection(): Promise<Http2Client> {
  const client = http2Client(origins.labTls);
  after(client.close);
  await once(client.session, 'remoteSettings');
  return client;
}

/** What changes the connection is posted. */
const post = (client: Http2Client, path: string) => ask(client, path, client.post);

async function ask(
  client: Http2Client,
  path: string,
  send = client.open,
): Promise<[number | undefined, string]> {
  const answer = send(`/many-streams/${path}`);
  await answer.ended;
  return [(await answer.headers)[':status'], answer.all().toString()];
}

let readers = 0;
const newReader = () => `reader${++readers}`;
const open = (client: Http2Client, reader: string) =>
  client.open(`/many-streams/events?reader=${reader}`);

const counts = (streams: number, connections: number) =>
  `event: count\ndata: {"streams":${streams},"connections":${connections}}\n\n`;

test('over HTTP/1.1 each stream is on a connection of its own, and told', async () => {
  const reader = newReader();
  const streams = Array.from({ length: 3 }, () =>
    openRaw(origins.lab, `/many-streams/events?reader=${reader}`),
  );
  const told = await Promise.any(streams.map((stream) => stream.until(counts(3, 3))));
  const event = counts(3, 3);
  assert.ok(told.endsWith(`\r\n${event.length.toString(16)}\r\n${event}\r\n`));
  assert.match(told, /\r\n\r\n8\r\n: open\n\n\r\n/);
  for (const stream of streams) stream.leave();
});

test('over HTTP/2 all of them are on one; when the oldest leaves, the next is told', async () => {
  const client = await connection();
  const reader = newReader();
  const [oldest, next, newest] = Array.from({ length: 3 }, () => open(client, reader));
  await oldest!.until(counts(3, 1));
  await newest!.until(': open');
  oldest!.leave();
  await next!.until(counts(2, 1));
  assert.equal(newest!.all().toString(), ': open\n\n');
});

for (const limit of [4, 256]) {
  test(`a limit of ${limit} is announced, and answered once it is acknowledged`, async () => {
    const client = await connection();
    assert.equal(client.session.remoteSettings.maxConcurrentStreams, 100);
    assert.deepEqual(await ask(client, 'limit'), [200, '{"streams":100}']);
    const told = once(client.session, 'remoteSettings');
    assert.deepEqual(await post(client, `limit?streams=${limit}`), [200, `{"streams":${limit}}`]);
    await told;
    assert.equal(client.session.remoteSettings.maxConcurrentStreams, limit);
  });
}

test('a connection that was taken leave of carries its streams on; the next request needs another', async () => {
  const client = await connection();
  const reader = newReader();
  const stays = open(client, reader);
  await stays.until(': open');
  const goodbye = once(client.session, 'goaway');
  assert.equal((await post(client, 'fresh'))[0], 200);
  assert.equal((await goodbye)[0], 0);
  assert.equal(client.session.closed, true);
  open(await connection(), reader);
  await stays.until(counts(2, 2));
});

test('the recorded frames say what the client’s own decoder saw: limit, acknowledgement, goodbye', async () => {
  const tap = newTap();
  const reader = readTap(origins.site, tap);
  after(reader.leave);
  const client = await connection();
  const acknowledged = once(client.session, 'remoteSettings');
  await client.post(`/@${tap}.1/many-streams/limit?streams=12`).ended;
  await acknowledged;
  const goodbye = once(client.session, 'goaway') as Promise<[number, number]>;
  await client.post(`/@${tap}.1/many-streams/fresh`).ended;
  const [, last] = await goodbye;
  const frames = async (type: string, from: string, detail = '') =>
    reader.find(
      ({ frame, from: who }) =>
        frame?.type === type && who === from && JSON.stringify(frame).includes(detail),
    );
  const { maxConcurrentStreams } = client.session.remoteSettings;
  await frames('SETTINGS', 'server', `["MAX_CONCURRENT_STREAMS",${maxConcurrentStreams}]`);
  await frames('SETTINGS', 'browser', 'ACK');
  await frames('GOAWAY', 'server', `last stream ${last}`);
});

test('what it cannot do it refuses, with a sentence', async () => {
  const client = await connection();
  for (const streams of ['3', '257', '4.5', 'many', '']) {
    assert.deepEqual(await post(client, `limit?streams=${streams}`), [
      400,
      '?streams= is a number from 4 to 256.\n',
    ]);
  }
  assert.equal((await ask(client, `events?reader=${'x'.repeat(25)}`))[0], 400);
  for (const path of ['limit', 'fresh']) {
    const answer = await fetch(`${origins.lab}/many-streams/${path}`, { method: 'POST' });
    assert.equal(answer.status, 400);
    assert.match(await answer.text(), /Ask over HTTP\/2\.\n$/);
  }
});

test('a foreign page, which can make a browser GET, changes no connection', async () => {
  const client = await connection();
  for (const path of ['limit?streams=4', 'fresh']) {
    const answer = [405, 'That changes the connection: POST it.\n'];
    assert.deepEqual(await ask(client, path), answer, path);
  }
  assert.equal(client.session.remoteSettings.maxConcurrentStreams, 100);
});

test('whoever never acknowledges the SETTINGS cannot pile up questions about them', async () => {
  const { hostname, port } = new URL(origins.labTls);
  const socket = connectTls({
    ...{ host: hostname, port: Number(port), rejectUnauthorized: false },
    ALPNProtocols: ['h2'],
  });
  after(() => socket.destroy());
  await once(socket, 'secureConnect');
  const received = growingBytes();
  socket.on('data', received.push);
  socket.write('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
  socket.write(frame(4, 0, 0, Buffer.alloc(0)));
  socket.write(request(1, 'POST', '/many-streams/limit?streams=8'));
  for (let id = 3; id <= 25; id += 2) socket.write(request(id, 'GET', '/many-streams/limit'));
  // Nine of the twelve wait for the acknowledgement; the others are told to.
  await received.until(/(Acknowledge the SETTINGS first\.[^]*){3}/);
});

/** An HTTP/2 frame. RFC 9113 4.1 */
function frame(type: number, flags: number, streamId: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(streamId, 5);
  return Buffer.concat([head, payload]);
}

/** HEADERS of a whole request: END_STREAM, END_HEADERS. RFC 9113 6.2, RFC 7541 appendix A */
function request(streamId: number, method: 'GET' | 'POST', path: string): Buffer {
  const literal = (name: number, value: string) =>
    Buffer.from([name, value.length, ...Buffer.from(value)]);
  const indexed = Buffer.from([method === 'GET' ? 0x82 : 0x83, 0x87]);
  const fields = [indexed, literal(0x01, 'localhost'), literal(0x04, path)];
  return frame(1, 0x05, streamId, Buffer.concat(fields));
}

test('a stream that is reset leaves its place to the one that is opened right after it', async () => {
  const client = await connection();
  await post(client, 'limit?streams=4');
  let streams = Array.from({ length: 4 }, () => open(client, 'anyone'));
  for (let round = 0; round < 25; round++) {
    await Promise.all(streams.map((stream) => stream.until(': open')));
    for (const stream of streams) stream.leave();
    streams = streams.map(() => open(client, 'anyone'));
  }
  await Promise.all(streams.map((stream) => stream.until(': open')));
  client.close();
});

test('a reader may close 256 streams five times over, and the server counts down to nothing', async () => {
  const client = await connection();
  const reader = newReader();
  await post(client, 'limit?streams=256');
  for (let round = 0; round < 5; round++) {
    const streams = Array.from({ length: 256 }, () => open(client, reader));
    await streams[0]!.until(counts(256, 1));
    for (const stream of streams) stream.leave();
  }
  await open(client, reader).until(counts(1, 1));
});

test('a connection that breaks off takes its streams out of the count', async () => {
  const reader = newReader();
  const [crashing, staying] = [await connection(), await connection()];
  const here = open(staying, reader);
  await here.until(counts(1, 1));
  await Promise.all(Array.from({ length: 5 }, () => open(crashing, reader).until(': open')));
  await here.until(counts(6, 2));
  crashing.session.destroy();
  await here.until(new RegExp(`"streams":6[^]*${RegExp.escape(counts(1, 1))}`));
});

test('nobody holds more streams than are configured: the next is refused, and told what to do', async () => {
  const client = await connection();
  await post(client, 'limit?streams=256');
  const streams = Array.from({ length: 200 }, () => open(client, 'anyone'));
  const more = await connection();
  const rest = Array.from({ length: 100 }, () => open(more, 'anyone'));
  const answers = await Promise.all([...streams, ...rest].map(({ headers }) => headers));
  const refused = answers.filter((headers) => headers[':status'] === 503);
  assert.ok(refused.length >= 20, `${refused.length} were refused`);
  const [status, sentence] = await ask(more, 'events');
  assert.equal(status, 503);
  assert.equal(
    sentence,
    `This address has ${maxStreamsPerClient} streams open already. Close some, or raise MAX_STREAMS_PER_CLIENT.\n`,
  );
});

test('a Node server that was told nothing announces no limit', async () => {
  const server = createServer();
  server.listen(0);
  after(() => server.close());
  await once(server, 'listening');
  const client = connect(`http://localhost:${(server.address() as AddressInfo).port}`);
  await once(client, 'remoteSettings');
  assert.equal(client.remoteSettings.maxConcurrentStreams, 2 ** 32 - 1);
  client.close();
});
