// HTTP/1.0 has no chunks: a body without a length lasts until its connection closes.
import assert from 'node:assert/strict';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { atEnd } from '../support/at-end.ts';
import { figure } from '../support/figure.ts';
import { countEvents, openStreams, statesOf, untilOpen } from '../support/streams-in-page.ts';
import { openTab } from '../support/two-browsers.ts';
import { until } from '../support/until.ts';

const page10 =
  'HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<!doctype html><title>1.0</title><link rel="icon" href="data:,">';
const head10 = 'HTTP/1.0 200 OK\r\nContent-Type: text/event-stream\r\n\r\n: ok\n\n';

/** Answers in HTTP/1.0; the stream's connection is the test's to write into. */
async function serveHttp10() {
  const stream = Promise.withResolvers<Socket>();
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', (request) => {
      if (!request.toString().startsWith('GET /events')) return void socket.end(page10);
      socket.write(head10);
      stream.resolve(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  atEnd(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { origin: `http://localhost:${port}`, stream: stream.promise };
}

figure('http10', 'over HTTP/1.0 a stream opens and each event arrives at once', async (browser) => {
  const { origin, stream } = await serveHttp10();
  const page = await openTab(browser, `${origin}/`);
  await openStreams(page, 1);
  await untilOpen(page, 1);
  const socket = await stream;
  let live = 0;
  for (; live < 3; live++) {
    socket.write(`data: ${live}\n\n`);
    // The next one is written only when the page has had this one.
    await until('the event', async () => (await countEvents(page)) === live + 1);
  }
  socket.end();
  await until('the end', async () => (await statesOf(page)) === '0');
  await page.close();
  assert.equal(live, 3);
  return { opens: 'opens', live, atItsEnd: 'reconnects' };
});
