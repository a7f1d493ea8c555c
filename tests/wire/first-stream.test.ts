import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestCompanion, startTestDemo } from '../support/companion.ts';
import { http2Client } from '../support/http2-client.ts';
import { openRaw } from '../support/raw-client.ts';
import { bodyOf, parseEvents } from '../support/tap-reader.ts';

const { origins } = await startTestCompanion();
const event = String.raw`data: \{"count":1,"at":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"\}\n\n`;

test('over HTTP/1.1 the first event is one chunk right behind the head', async () => {
  const client = openRaw(origins.lab, '/first-stream/events');
  const response = await client.until('\n\n\r\n');
  client.leave();
  const head = [
    'HTTP/1\\.1 200 OK',
    'X-Content-Type-Options: nosniff',
    'Vary: Origin',
    'Content-Type: text/event-stream',
    'Cache-Control: no-cache',
    'Date: [^\r]+ GMT',
    'Connection: keep-alive',
    'Keep-Alive: timeout=15',
    'Transfer-Encoding: chunked',
  ];
  assert.match(response, new RegExp(`^${head.join('\r\n')}\r\n\r\n33\r\n${event}\r\n$`));
});

test('over HTTP/2 the same event comes without chunks and connection headers', async () => {
  const client = http2Client(origins.labTls);
  const stream = client.open('/first-stream/events');
  const headers = await stream.headers;
  assert.equal(headers[':status'], 200);
  assert.equal(headers['content-type'], 'text/event-stream');
  assert.equal(headers.connection, undefined);
  assert.equal(headers['transfer-encoding'], undefined);
  assert.match(await stream.until('\n\n'), new RegExp(`^${event}$`));
  client.close();
});

test('alone it is the page, the stream, and 404 for all else', async () => {
  const origin = await startTestDemo('first-stream');
  const page = await fetch(`${origin}/`);
  assert.match(page.headers.get('content-type') ?? '', /^text\/html/);
  assert.match(await page.text(), /new EventSource\(url \+ 'events'\)/);
  const client = openRaw(origin, '/events');
  assert.match(await client.until('\n\n\r\n'), /^HTTP\/1\.1 200 OK/);
  client.leave();
  for (const path of ['/first-stream/events', '/events/', '/other', '/index.html']) {
    assert.equal((await fetch(origin + path)).status, 404, path);
  }
});

test('the second event comes after five seconds and counts on', async () => {
  const client = openRaw(origins.lab, '/first-stream/events');
  await client.until('"count":2');
  client.leave();
  const [first, second] = parseEvents(bodyOf(client)).map(
    ({ data }) => JSON.parse(data) as { count: number; at: string },
  );
  assert.deepEqual([first?.count, second?.count], [1, 2]);
  const seconds = (Date.parse(second!.at) - Date.parse(first!.at)) / 1000;
  assert.ok(seconds > 4.9 && seconds < 6, `${seconds} s`);
});
