// One event in three framings, byte for byte, and what each end of a response tells its reader.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import { startTestCompanion, startTestDemo } from '../support/companion.ts';
import { http2Client } from '../support/http2-client.ts';
import { get, openRaw, rawClient } from '../support/raw-client.ts';
import { bytesOf, causeFault, newTap, readTap } from '../support/tap-reader.ts';
import { until } from '../support/until.ts';

const { origins } = await startTestCompanion();
const fromSite = { Origin: origins.site };
const path = (rest: string) => `/http-versions/${rest}`;
const bodyOf = (response: string) => response.slice(response.indexOf('\r\n\r\n') + 4);
const as10 = (request: string) => request.replace('HTTP/1.1', 'HTTP/1.0');

const anyTick = /data: \{"at":"\d\d:\d\d:\d\d"\}\n\n/;

/** What the server saw, from the first event of a body. */
function seenIn(body: string): Record<string, unknown> {
  return JSON.parse(/^event: seen\r?\n?data: (.*)$/m.exec(body)?.[1] ?? '{}') as never;
}

test('the same event is bare in HTTP/1.0, a chunk in HTTP/1.1, a DATA frame in HTTP/2', async () => {
  const tap = newTap();
  const reader = readTap(origins.site, tap);
  const ten = openRaw(origins.lab, path('ten'));
  const eleven = openRaw(origins.lab, path('events'));
  const client = http2Client(origins.labTls);
  const two = client.open(`/@${tap}.1${path('events')}`);
  await Promise.all([ten, eleven, two].map((one) => one.until('event: seen')));

  const [event = ''] = anyTick.exec(await ten.until(anyTick)) ?? [];
  assert.equal(event.length, 25);
  assert.ok(bodyOf(ten.all().toString()).endsWith(`}\n\n${event}`));

  const chunked = await eleven.until(event);
  assert.ok((await eleven.until(`${event}\r\n`)).endsWith(`\r\n19\r\n${event}\r\n`), chunked);

  const frame = await reader.find((record) => bytesOf(record).includes(event));
  const streamId = Buffer.from([0, 0, 0, two.id()]);
  const header = Buffer.from([0, 0, 25, 0x0, 0x0, ...streamId]);
  assert.deepEqual(bytesOf(frame), Buffer.concat([header, Buffer.from(event)]));
  assert.deepEqual([frame.frame?.type, frame.size], ['DATA', 9 + 25]);

  for (const one of [ten, eleven, reader]) one.leave();
  client.close();
});

describe('the server', () => {
  test('answers ten with an HTTP/1.0 head: the host’s fields, no length, no chunks', async () => {
    const client = openRaw(origins.lab, path('ten?once'), fromSite);
    assert.equal(await client.ended, 'end');
    const response = client.all().toString();
    const head = response.slice(0, response.indexOf('\r\n\r\n')).split('\r\n');
    assert.equal(head.shift(), 'HTTP/1.0 200 OK');
    assert.deepEqual(
      head.sort(),
      [
        'Cache-Control: no-cache',
        'Content-Type: text/event-stream',
        'Timing-Allow-Origin: *',
        `access-control-allow-origin: ${origins.site}`,
        'vary: Origin',
        'x-content-type-options: nosniff',
      ].sort(),
    );
    const { asked, answered } = seenIn(bodyOf(response));
    assert.deepEqual({ asked, answered }, { asked: '1.1', answered: '1.0' });
  });

  test('answers a request in HTTP/1.0 as HTTP/1.1, but without chunks, and closes', async () => {
    const client = rawClient(origins.lab, as10(get(origins.lab, path('events?once'))));
    assert.equal(await client.ended, 'end');
    const response = client.all().toString();
    assert.match(response, /^HTTP\/1\.1 200 OK\r\n[^]*^Connection: close\r\n/m);
    assert.doesNotMatch(response, /^Transfer-Encoding/im);
    assert.match(bodyOf(response), /^event: seen\ndata: \{"asked":"1\.0".*\}\n\n$/);
  });

  test('sees what TLS agreed on, one connection, and a stream for each request', async () => {
    const client = http2Client(origins.labTls);
    const seen: Record<string, unknown>[] = [];
    for (let n = 0; n < 2; n++) {
      const stream = client.open(path('events?once'));
      await stream.ended;
      seen.push(seenIn(stream.all().toString()));
    }
    const [first, second] = seen;
    const { asked, answered, alpn } = first!;
    assert.deepEqual({ asked, answered, alpn }, { asked: '2.0', answered: '2', alpn: 'h2' });
    assert.equal(first!['connection'], second!['connection']);
    assert.deepEqual([first!['stream'], second!['stream']], [1, 3]);
    client.close();
  });

  test('has no HTTP/1.0 for a request in HTTP/2, nor for a HEAD', async () => {
    const client = http2Client(origins.labTls);
    const stream = client.open(path('ten'));
    assert.equal((await stream.headers)[':status'], 400);
    await stream.until('HTTP/1.0 has no frames. GET it over HTTP/1.1, behind no other.\n');
    client.close();
    const head = await fetch(origins.lab + path('ten'), { method: 'HEAD' });
    assert.equal(head.status, 400);
  });

  test('writes no HTTP/1.0 into an answer that is open on the same connection', async () => {
    const run = `${newTap()}.1`;
    const [open, ten] = [
      get(origins.lab, `/@${run}${path('events')}`),
      get(origins.lab, path('ten')),
    ];
    const client = rawClient(origins.lab, `${open}${ten}`);
    await client.until(anyTick);
    await causeFault(origins.site, run, 'end');
    const text = await client.until(/^HTTP\/1\.1 200 [^]*HTTP\/1\.\d \d{3} /);
    assert.match(text, /\n\n\r\n0\r\n\r\nHTTP\/1\.1 400 /);
    client.leave();
  });

  test('can end in good order while an HTTP/1.0 answer is open', async () => {
    const other = await startTestCompanion();
    const client = openRaw(other.origins.lab, path('ten'));
    await client.until('event: seen');
    await other.close();
    assert.equal(await client.ended, 'end');
    assert.equal(client.all().toString().split('HTTP/1').length, 2, 'one head');
  });

  test('counts an HTTP/1.0 answer as open until its connection is closed', async () => {
    const small = await startTestCompanion({}, { maxStreamsPerClient: 1 });
    const first = openRaw(small.origins.lab, path('ten'));
    await first.until('event: seen');
    const status = async () => (await fetch(small.origins.lab + path('events?once'))).status;
    assert.equal(await status(), 503);
    first.leave();
    await until('a place is free again', async () => (await status()) === 200, status);
  });
});

test('an event cut in half looks whole in HTTP/1.0, and in no other', async () => {
  const ten = openRaw(origins.lab, path('ten?half'));
  assert.equal(await ten.ended, 'end');
  assert.match(bodyOf(ten.all().toString()), /^event: seen\ndata: \{"asked":"1\.1"[^}]*$/);

  const eleven = openRaw(origins.lab, path('events?half'));
  await eleven.ended;
  assert.match(bodyOf(eleven.all().toString()), /^2[12]\r\nevent: seen\ndata: [^}]*\r\n$/);

  const tap = newTap();
  const reader = readTap(origins.site, tap);
  const client = http2Client(origins.labTls);
  const two = client.open(`/@${tap}.1${path('events?half')}`);
  assert.equal(await two.ended, 'ERR_HTTP2_STREAM_ERROR');
  const reset = await reader.find(({ frame }) => frame?.type === 'RST_STREAM');
  assert.deepEqual([reset.from, reset.frame?.errorCode], ['server', 'INTERNAL_ERROR']);
  reader.leave();
  client.close();
});

test('over HTTP/2 a response that Node destroys without an error is reset with NO_ERROR', async () => {
  const tap = newTap();
  const reader = readTap(origins.site, tap);
  const client = http2Client(origins.labTls);
  await client.open(`/@${tap}.1/open-and-close/events?ending=cut`).ended;
  const reset = await reader.find(({ frame }) => frame?.type === 'RST_STREAM');
  assert.equal(reset.frame?.errorCode, 'NO_ERROR');
  reader.leave();
  client.close();
});

describe('on the record', () => {
  const begin = (rest: string) => {
    const run = `${newTap()}.1`;
    const tap = readTap(origins.site, run.slice(0, 12));
    const client = openRaw(origins.lab, `/@${run}${path(rest)}`);
    return { run, tap, client };
  };

  test('an HTTP/1.0 answer is a head and a body, whatever was asked for', async () => {
    const { tap, client } = begin('ten?once');
    const closed = await tap.find(({ kind }) => kind === 'closed');
    assert.deepEqual([closed.protocol, closed.reason], ['HTTP/1.0', 'server ended']);
    const [request, head, body] = tap.records();
    assert.equal(request?.protocol, 'HTTP/1.1');
    assert.deepEqual([head?.protocol, head?.kind], ['HTTP/1.0', 'response-head']);
    assert.deepEqual([body?.kind, body?.payload], ['body', [0, body?.size]]);
    assert.deepEqual(Buffer.concat([bytesOf(head!), bytesOf(body!)]), client.all());
    tap.leave();
  });

  test('it can be ended, cut and stalled like any other', async () => {
    const ended = begin('ten');
    await ended.client.until('event: seen');
    await causeFault(origins.site, ended.run, 'end');
    assert.equal(await ended.client.ended, 'end');
    assert.match(bodyOf(ended.client.all().toString()), /^event: seen\ndata: [^]*\n\n$/);

    const cut = begin('ten');
    await cut.client.until('event: seen');
    await causeFault(origins.site, cut.run, 'cut');
    assert.notEqual(await cut.client.ended, 'end');

    const stalled = begin('ten');
    const free = openRaw(origins.lab, path('ten'));
    await stalled.client.until('event: seen');
    await causeFault(origins.site, stalled.run, 'stall');
    await free.until(anyTick);
    assert.doesNotMatch(stalled.client.all().toString(), anyTick);
    await causeFault(origins.site, stalled.run, 'resume');
    await stalled.client.until(anyTick);

    for (const { tap } of [ended, cut, stalled]) tap.leave();
    for (const client of [stalled.client, free]) client.leave();
  });
});

describe('curl', () => {
  const run = promisify(execFile);
  /** What curl printed, and after it the version and how it went. */
  async function curl(...args: string[]): Promise<[string, string]> {
    const how = ['-sNk', '-w', '\n%{http_version} %{exitcode}'];
    const { stdout } = await run('curl', [...how, ...args]).catch((error: unknown) => {
      // It fails where a body was cut; what it printed is there all the same.
      return error as { stdout: string };
    });
    const at = stdout.lastIndexOf('\n');
    return [stdout.slice(0, at), stdout.slice(at + 1)];
  }
  const lab = origins.lab + path('');
  const labTls = origins.labTls + path('');

  test('says which HTTP it was, and takes half an event for a whole one only in HTTP/1.0', async () => {
    const ways: [how: string[], whole: string, half: string][] = [
      [[`${lab}ten`], '1 0', '1 0'],
      [[`${lab}events`], '1.1 0', '1.1 18'],
      [['--http2', `${labTls}events`], '2 0', '2 92'],
    ];
    for (const [how, whole, half] of ways) {
      const address = how.pop()!;
      assert.equal((await curl(...how, `${address}?once`))[1], whole, address);
      assert.equal((await curl(...how, `${address}?half`))[1], half, address);
    }
  });

  test('shows the chunks with --raw', async () => {
    const [body] = await curl('--raw', `${lab}events?once`);
    assert.match(body, /^[0-9a-f]+\r\nevent: seen\ndata: .*\n\n\r\n0\r\n\r\n$/);
  });

  test('asks in HTTP/1.0 with --http1.0, and has an HTTP/1.1 answer without chunks', async () => {
    const [body, how] = await curl('--raw', '--http1.0', `${lab}events?once`);
    assert.equal(how, '1.1 0');
    assert.match(body, /^event: seen\ndata: \{"asked":"1\.0"/);
  });
});

test('alone it has both protocols too, and the path is the same', async () => {
  const origin = await startTestDemo('http-versions');
  const client = openRaw(origin, '/ten?once');
  assert.equal(await client.ended, 'end');
  assert.match(client.all().toString(), /^HTTP\/1\.0 200 OK\r\n/);
});
