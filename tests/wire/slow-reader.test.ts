// What the host does with a reader who does not read, whatever the demo goes on writing.
import assert from 'node:assert/strict';
import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';
import { test } from 'node:test';
import { findDemos } from '../../src/server/demos.ts';
import { startTestCompanion, writeDemos } from '../support/companion.ts';
import { get } from '../support/raw-client.ts';

const demos = writeDemos({
  flood: `let closed = 0;
  export default (req, res) => {
    if (req.url === '/closed') return void res.end(String(closed));
    res.writeHead(200, { 'Content-Type': 'text/event-stream' });
    const timer = setInterval(() => res.write('data: ' + 'x'.repeat(2 ** 18) + '\\n\\n'), 1);
    res.on('close', () => { clearInterval(timer); closed++; });
  };`,
});
const { origins } = await startTestCompanion({ demos: findDemos(demos) });

async function untilClosed(count: number): Promise<void> {
  const deadline = Date.now() + 15_000;
  const closed = async () => Number(await (await fetch(`${origins.lab}/flood/closed`)).text());
  while ((await closed()) < count) assert.ok(Date.now() < deadline, 'the stream is still open');
}

test('over HTTP/1.1 a reader who does not read is given up before memory is', async () => {
  const { hostname, port } = new URL(origins.lab);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  socket.pause();
  socket.write(get(origins.lab, '/flood/events'));
  await untilClosed(1);
  socket.destroy();
});

test('over HTTP/2 too', async () => {
  const session = connectHttp2(origins.labTls, { rejectUnauthorized: false });
  session.on('error', () => {});
  const stream = session.request({ ':path': '/flood/events' });
  stream.on('error', () => {});
  stream.pause();
  await untilClosed(2);
  session.destroy();
});

test('a path of two slashes is no path of a demo', async () => {
  const response = await fetch(`${origins.lab}/flood//events`);
  assert.equal(response.status, 404);
});
