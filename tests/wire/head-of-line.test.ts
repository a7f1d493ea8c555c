// Head-of-line blocking: what becomes of five streams when the bytes of one TCP connection are late.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { after, test } from 'node:test';
import { findDemos } from '../../src/server/demos.ts';
import { startTestCompanion, writeDemos } from '../support/companion.ts';
import { http2Client } from '../support/http2-client.ts';
import { openRaw } from '../support/raw-client.ts';

// Answers a request for /say with one event on every open stream.
const demos = writeDemos({
  said: `const open = new Set();
  export default (req, res) => {
    if (req.url === '/say') { for (const one of open) one.write('data: said\\n\\n'); return void res.end(); }
    res.writeHead(200, { 'Content-Type': 'text/event-stream' });
    res.write(': ok\\n\\n');
    open.add(res);
    res.on('close', () => open.delete(res));
  };`,
});
const { origins } = await startTestCompanion({ demos: findDemos(demos) });
const say = () => fetch(`${origins.lab}/said/say`);

/**
 * A network on which the first connection can be late. TCP hands bytes over in their order, so that one
 * lost segment holds back whatever comes after it, until it has been sent again.
 */
async function network(to: string) {
  const { port, protocol } = new URL(to);
  const connections: { near: Socket; far: Socket }[] = [];
  const late: Buffer[] = [];
  const arrived = Promise.withResolvers<void>();
  let isLate = false;
  const server = createServer((near) => {
    const far = connect(Number(port), 'localhost');
    const isFirst = connections.push({ near, far }) === 1;
    near.pipe(far);
    far.on('data', (bytes) => {
      if (!isFirst || !isLate) return void near.write(bytes);
      late.push(bytes);
      arrived.resolve();
    });
    for (const socket of [near, far]) socket.on('error', () => socket.destroy());
  });
  server.listen(0);
  await once(server, 'listening');
  after(() => {
    server.close();
    for (const { near, far } of connections) void (near.destroy(), far.destroy());
  });
  return {
    origin: `${protocol}//localhost:${(server.address() as AddressInfo).port}`,
    connections: () => connections.length,
    /** @returns what resolves once bytes are late */
    holdFirst: () => {
      isLate = true;
      return arrived.promise;
    },
    release: () => {
      isLate = false;
      connections[0]!.near.write(Buffer.concat(late));
    },
  };
}

test('five streams of HTTP/1.1, one connection late: one is late, four are not', async () => {
  const { origin, holdFirst, release } = await network(origins.lab);
  const first = openRaw(origin, '/said/events');
  await first.until(': ok');
  const others = Array.from({ length: 4 }, () => openRaw(origin, '/said/events'));
  for (const stream of others) await stream.until(': ok');
  const late = holdFirst();
  await say();
  await late;
  for (const stream of others) await stream.until('data: said');
  assert.ok(!first.all().includes('said'));
  release();
  await first.until('data: said');
  for (const stream of [first, ...others]) stream.leave();
});

test('five streams of HTTP/2, their connection late: all five are late', async () => {
  const { origin, connections, holdFirst, release } = await network(origins.labTls);
  const client = http2Client(origin);
  after(client.close);
  const streams = Array.from({ length: 5 }, () => client.open('/said/events'));
  for (const stream of streams) await stream.until(': ok');
  assert.equal(connections(), 1);
  const late = holdFirst();
  await say();
  await late;
  assert.equal(streams.filter((stream) => stream.all().includes('said')).length, 0);
  release();
  for (const stream of streams) await stream.until('data: said');
});
