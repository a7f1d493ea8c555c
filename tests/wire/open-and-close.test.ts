import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { startTestCompanion, startTestDemo } from '../support/companion.ts';
import { http2Client } from '../support/http2-client.ts';
import { openRaw } from '../support/raw-client.ts';
import { newTap, readTap } from '../support/tap-reader.ts';

const { origins } = await startTestCompanion();
const endings = ['end', 'cut', 'silence', 'type', 'cors', '204', '401', '404', '500', '503'].concat(
  ['301', '307'],
);
const path = (ending: string) => `/open-and-close/events?ending=${ending}&run=1`;
const fromSite = { Origin: origins.site };
/** What a browser sends that has seen the first two events. */
const fromReturn = { ...fromSite, 'Last-Event-ID': '2' };
const lower = (fields: Record<string, string>) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value]));

const firstTwo = ['retry: 1000\nid: 1\ndata: A\n\n', 'id: 2\nevent: tick\ndata: B\n\n'] as const;
const third = 'id: 3\ndata: C\n\n';
const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;
const lastChunk = '0\r\n\r\n';

/** The lines of a head that this demo or CORS is answerable for. */
function ownLines(response: string): string[] {
  const head = response.slice(0, response.indexOf('\r\n\r\n')).split('\r\n');
  return head.filter((line) => /^(HTTP|Content-Type|Cache-Control|Location|Access)/.test(line));
}

const bodyText = (response: string) => response.slice(response.indexOf('\r\n\r\n') + 4);

const allowed = `Access-Control-Allow-Origin: ${origins.site}`;
const streamHead = [
  'HTTP/1.1 200 OK',
  allowed,
  'Content-Type: text/event-stream',
  'Cache-Control: no-cache',
];

describe('the first response', () => {
  for (const ending of endings) {
    test(`with ending=${ending} is a stream of two events on HTTP/1.1 and on HTTP/2`, async () => {
      const client = openRaw(origins.lab, path(ending), fromSite);
      const response = await client.until('data: B\n\n\r\n');
      client.leave();
      assert.deepEqual(ownLines(response), streamHead);
      assert.equal(bodyText(response), firstTwo.map(chunk).join(''));

      const http2 = http2Client(origins.labTls);
      const stream = http2.open(path(ending), lower(fromSite));
      const headers = await stream.headers;
      assert.equal(headers[':status'], 200);
      assert.equal(headers['content-type'], 'text/event-stream');
      assert.equal(headers['access-control-allow-origin'], origins.site);
      assert.equal(await stream.until('data: B\n\n'), firstTwo.join(''));
      http2.close();
    });
  }

  test('ends with the last chunk, for a clean end and before any other answer', async () => {
    const clean = ['end', '503', 'cors', '301'].map(async (ending) => {
      const client = openRaw(origins.lab, path(ending), fromSite);
      const response = await client.until(`\n\n\r\n${lastChunk}`);
      client.leave();
      assert.equal(bodyText(response), firstTwo.map(chunk).join('') + lastChunk, ending);
    });
    await Promise.all(clean);
  });

  test('is cut without a last chunk, the connection with it', async () => {
    const client = openRaw(origins.lab, path('cut'), fromSite);
    assert.match(await client.ended, /^(end|ECONNRESET)$/);
    assert.equal(bodyText(client.all().toString()), firstTwo.map(chunk).join(''));
  });

  test('is cut on HTTP/2 by a reset of the one stream', async () => {
    const tap = newTap();
    const reader = readTap(origins.site, tap);
    const http2 = http2Client(origins.labTls);
    const stream = http2.open(`/@${tap}.1${path('cut')}`);
    await stream.ended;
    const reset = await reader.find(({ frame }) => frame?.type === 'RST_STREAM');
    assert.equal(reset.from, 'server');
    assert.equal(http2.session.destroyed, false);
    reader.leave();
    http2.close();
  });

  test('is silent, and open, for as long as the client stays', async () => {
    const ended = openRaw(origins.lab, path('end'), fromSite);
    const silent = openRaw(origins.lab, path('silence'), fromSite);
    await silent.until('data: B');
    // By the time that a stream opened before has ended, this one would have too.
    await ended.until(lastChunk);
    assert.equal(bodyText(silent.all().toString()), firstTwo.map(chunk).join(''));
    ended.leave();
    silent.leave();
  });
});

describe('the answer to a browser that returns', () => {
  for (const ending of ['end', 'cut', 'silence']) {
    test(`after ending=${ending} is a stream again`, async () => {
      const client = openRaw(origins.lab, path(ending), fromReturn);
      const response = await client.until('data: C\n\n\r\n');
      client.leave();
      assert.deepEqual(ownLines(response), streamHead);
      assert.equal(bodyText(response), chunk(third));
    });
  }

  for (const [ending, head, body] of [
    ['204', ['HTTP/1.1 204 No Content', allowed], ''],
    ['401', ['HTTP/1.1 401 Unauthorized', allowed], lastChunk],
    ['404', ['HTTP/1.1 404 Not Found', allowed], lastChunk],
    ['500', ['HTTP/1.1 500 Internal Server Error', allowed], lastChunk],
    ['503', ['HTTP/1.1 503 Service Unavailable', allowed], lastChunk],
    ['301', ['HTTP/1.1 301 Moved Permanently', allowed, 'Location: events'], lastChunk],
    ['307', ['HTTP/1.1 307 Temporary Redirect', allowed, 'Location: events'], lastChunk],
    [
      'type',
      ['HTTP/1.1 200 OK', allowed, 'Content-Type: text/plain', 'Cache-Control: no-cache'],
      chunk('data: C\n\n') + lastChunk,
    ],
    ['cors', streamHead.filter((line) => line !== allowed), chunk(third)],
  ] as const) {
    test(`is ${ending} when that was asked for, on HTTP/1.1 and on HTTP/2`, async () => {
      const client = openRaw(origins.lab, path(ending), fromReturn);
      const response = await client.until(`\r\n\r\n${body}`);
      client.leave();
      assert.deepEqual(ownLines(response), head);
      assert.equal(bodyText(response), body);

      const http2 = http2Client(origins.labTls);
      const headers = await http2.open(path(ending), lower(fromReturn)).headers;
      assert.equal(headers[':status'], Number(/ (\d+) /.exec(head[0])?.[1]));
      assert.equal(
        headers['access-control-allow-origin'],
        ending === 'cors' ? undefined : origins.site,
      );
      http2.close();
    });
  }
});

test('an ending that does not exist is a 404 that names those that do', async () => {
  for (const ending of ['', 'constructor', '418', 'END']) {
    const response = await fetch(origins.lab + path(ending));
    assert.equal(response.status, 404, ending);
    assert.match(await response.text(), /^Not found\. Ask for events\?ending= end, cut, silence, /);
  }
});

test('alone nothing about CORS is sent, with either answer', async () => {
  const origin = await startTestDemo('open-and-close');
  for (const fields of [undefined, { 'Last-Event-ID': '2' }]) {
    const client = openRaw(origin, '/events?ending=cors', fields);
    assert.doesNotMatch(await client.until('\r\n\r\n'), /Access-Control/);
    client.leave();
  }
});
