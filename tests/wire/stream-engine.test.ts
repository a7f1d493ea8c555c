// The stream engine on real sockets: what it sends, whom it lets in, what it does with whoever
// was away, does not read, or has to leave.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';
import { after, test } from 'node:test';
import { WebSocket } from 'ws';
import { createMemoryLog } from '../../src/sse/event-log/memory-log.ts';
import type { EngineOptions } from '../../src/sse/engine.ts';
import { serveEngine, type EngineServer } from '../support/engine-server.ts';
import { http2Client } from '../support/http2-client.ts';
import { get, openRaw, rawClient } from '../support/raw-client.ts';
import { until } from '../support/until.ts';

const open = new Set<EngineServer>();
after(() => Promise.all([...open].map(({ close }) => close())));

async function serve(options?: Partial<EngineOptions>): Promise<EngineServer> {
  const server = await serveEngine(options);
  open.add(server);
  return server;
}

const bodyOf = (text: string) => text.slice(text.indexOf('\r\n\r\n') + 4);
const chunkOf = (body: string) => `${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n`;

test('the head and a first comment leave at once, before any event', async () => {
  const { http1 } = await serve();
  const reader = openRaw(http1.origin, '/news');
  const text = await reader.until(':\n');
  assert.match(text, /^HTTP\/1\.1 200 OK\r\n/);
  assert.match(text, /\r\nContent-Type: text\/event-stream\r\n/);
  assert.match(text, /\r\nCache-Control: no-cache, no-transform\r\n/);
  assert.match(text, /\r\nX-Accel-Buffering: no\r\n/);
  assert.equal(bodyOf(text), chunkOf(':\n'));
  reader.leave();
});

test('an event is one chunk with its ID, the same bytes for all', async () => {
  const { http1, channel } = await serve();
  const readers = [1, 2, 3].map(() => openRaw(http1.origin, '/news'));
  await Promise.all(readers.map((reader) => reader.until(':\n')));
  const id = await channel.publish({ data: 'a\nb', event: 'news' });
  assert.match(id, /^[a-z0-9]+-1$/);
  const event = `event: news\nid: ${id}\ndata: a\ndata: b\n\n`;
  for (const reader of readers) {
    const text = await reader.until('data: b\n\n\r\n');
    assert.equal(bodyOf(text), chunkOf(':\n') + chunkOf(event));
    reader.leave();
  }
});

test('events of one turn of the loop leave in one write', async () => {
  const { http1, channel } = await serve();
  let writes = 0;
  http1.server.on('connection', (socket) => {
    const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
    socket.write = (...args: unknown[]) => {
      writes += 1;
      return write(...args);
    };
  });
  const reader = openRaw(http1.origin, '/news');
  await reader.until(':\n');
  writes = 0;
  for (const data of ['a', 'b', 'c']) void channel.publish({ data });
  await reader.until('data: c\n\n');
  assert.equal(writes, 1);
  await channel.publish({ data: 'd' });
  await reader.until('data: d\n\n');
  assert.equal(writes, 2);
  reader.leave();
});

test('over HTTP/2 the body is bare, and there is no Connection', async () => {
  const { http2, channel } = await serve();
  const client = http2Client(http2.origin);
  const streams = [client.open('/news'), client.open('/news')];
  const headers = await streams[0]!.headers;
  assert.equal(headers[':status'], 200);
  assert.equal(headers['connection'], undefined);
  await Promise.all(streams.map((stream) => stream.until(':\n')));
  const id = await channel.publish({ data: 'x' });
  for (const stream of streams)
    assert.equal(await stream.until('x\n\n'), `:\nid: ${id}\ndata: x\n\n`);
  client.close();
});

test('a WebSocket gets the same, one message each', async () => {
  const { http1, channel } = await serve();
  const first = await channel.publish({ data: 'missed' });
  const socket = new WebSocket(
    `${http1.origin.replace('http', 'ws')}/ws?lastEventId=${first.replace(/1$/, '0')}`,
  );
  const heard: unknown[] = [];
  socket.on('message', (text) => heard.push(JSON.parse((text as Buffer).toString())));
  await once(socket, 'open');
  await until('the missed one', () => heard.length === 1);
  const second = await channel.publish({ data: 'a\nb', event: 'news' });
  await until('the new one', () => heard.length === 2);
  assert.deepEqual(heard, [
    { id: first, data: 'missed' },
    { id: second, event: 'news', data: 'a\nb' },
  ]);
  socket.close();
});

test('over HTTP/1.0 there are no chunks', async () => {
  const { http1, channel } = await serve();
  const reader = rawClient(http1.origin, 'GET /news HTTP/1.0\r\n\r\n');
  await reader.until(':\n');
  const id = await channel.publish({ data: 'x' });
  assert.equal(bodyOf(await reader.until('x\n\n')), `:\nid: ${id}\ndata: x\n\n`);
  reader.leave();
});

test('a stream that waits behind another on its connection comes when that has ended', async () => {
  const { http1, channel } = await serve();
  const reader = rawClient(http1.origin, get(http1.origin, '/news') + get(http1.origin, '/news'));
  await reader.until(':\n');
  await until('both are readers', () => channel.readers.length === 2);
  const id = await channel.publish({ data: 'x' });
  await reader.until('x\n\n');
  channel.readers[0]!.receiver.end(1);
  const text = await reader.until(/0\r\n\r\nHTTP\/1\.1 200[^]*x\n\n\r\n/);
  assert.equal(text.split(`id: ${id}\n`).length, 3);
  reader.leave();
});

test('who comes back gets what it missed and no more, by header or by query', async () => {
  const { http1, channel } = await serve();
  const ids: string[] = [];
  for (const data of ['a', 'b', 'c']) ids.push(await channel.publish({ data }));
  for (const [path, fields] of [
    ['/news', { 'Last-Event-ID': ids[0]! }],
    [`/news?lastEventId=${ids[0]}`, {}],
    // A page keeps its address when it reconnects: what the browser says is newer.
    [`/news?lastEventId=${ids[2]}`, { 'Last-Event-ID': ids[0]! }],
  ] as const) {
    const reader = openRaw(http1.origin, path, fields);
    const text = await reader.until('data: c\n\n');
    assert.doesNotMatch(text, /data: a|reset/);
    assert.match(text, /data: b\n\n[^]*data: c\n\n/);
    reader.leave();
  }
});

test('who is new hears what is new', async () => {
  const { http1, channel } = await serve();
  await channel.publish({ data: 'old' });
  const reader = openRaw(http1.origin, '/news');
  await reader.until(':\n');
  await channel.publish({ data: 'new' });
  assert.doesNotMatch(await reader.until('data: new'), /data: old/);
  reader.leave();
});

test('a page that was sent with the last ID begins exactly there', async () => {
  const { http1, channel } = await serve();
  assert.match(channel.lastEventId, /-0$/);
  const sentWith = channel.lastEventId;
  await channel.publish({ data: 'between' });
  const reader = openRaw(http1.origin, `/news?lastEventId=${sentWith}`);
  await reader.until('data: between');
  reader.leave();
});

for (const [name, id] of [
  ['of another epoch', 'another-1'],
  ['that nobody gave out', (epoch: string) => `${epoch}-99`],
  ['that is none', 'x'.repeat(5000)],
] as const) {
  test(`an ID ${name} is answered with a reset that says so, and goes on from now`, async () => {
    const { http1, channel, engine } = await serve();
    const last = await channel.publish({ data: 'old' });
    const asked = typeof id === 'string' ? id : id(last.split('-')[0]!);
    const reader = openRaw(http1.origin, '/news', { 'Last-Event-ID': asked });
    await reader.until(`event: reset\nid: ${last}\ndata: {"reason":"unknown-id"}\n\n`);
    await channel.publish({ data: 'new' });
    assert.doesNotMatch(await reader.until('data: new'), /data: old/);
    assert.equal(engine.counts.resets['unknown-id'], 1);
    reader.leave();
  });
}

test('an ID whose successors are gone is answered with a reset: never a silent gap', async () => {
  const { http1, channel } = await serve({ log: createMemoryLog({ count: 3 }) });
  const ids: string[] = [];
  for (let n = 1; n <= 6; n++) ids.push(await channel.publish({ data: `n${n}` }));
  const tooOld = openRaw(http1.origin, '/news', { 'Last-Event-ID': ids[1]! });
  await tooOld.until(`event: reset\nid: ${ids[5]}\ndata: {"reason":"too-old"}\n\n`);
  const justKept = openRaw(http1.origin, '/news', { 'Last-Event-ID': ids[2]! });
  assert.doesNotMatch(await justKept.until('data: n6'), /reset/);
  for (const reader of [tooOld, justKept]) reader.leave();
});

test('what left the window comes from the log, and joins what is live without gap or repeat', async () => {
  const { http1, channel } = await serve({ window: { count: 4 } });
  const first = await channel.publish({ data: 'n1' });
  for (let n = 2; n <= 1500; n++) await channel.publish({ data: `n${n}` });
  const reader = openRaw(http1.origin, '/news', { 'Last-Event-ID': first });
  for (let n = 1501; n <= 1600; n++) await channel.publish({ data: `n${n}` });
  const text = await reader.until('data: n1600\n');
  const numbers = [...text.matchAll(/data: n(\d+)\n/g)].map(([, n]) => Number(n));
  assert.deepEqual(
    numbers,
    Array.from({ length: 1599 }, (_, index) => index + 2),
  );
  reader.leave();
});

test('who has heard nothing for a while gets a comment, and who has, none', async () => {
  const { http1, http2, channel } = await serve({ beatEvery: 200 });
  const reader = openRaw(http1.origin, '/news');
  const client = http2Client(http2.origin);
  const stream = client.open('/news');
  const socket = new WebSocket(`${http1.origin.replace('http', 'ws')}/ws`);
  await Promise.all([
    reader.until(`${chunkOf(':\n')}${chunkOf(':\n')}`),
    stream.until(/^:\n:\n/),
    once(socket, 'ping'),
  ]);
  const before = reader.all().length;
  const busy = setInterval(() => void channel.publish({ data: 'x' }), 20);
  await reader.until((text) => text.slice(before).split('data: x').length > 20);
  clearInterval(busy);
  const meanwhile = reader.all().subarray(before).toString();
  assert.ok(meanwhile.slice(meanwhile.indexOf('data: x')).split(chunkOf(':\n')).length <= 2);
  reader.leave();
  client.close();
  socket.close();
});

test('a method that is not GET, and who finds no place, get a status and the remedy', async () => {
  const { http1 } = await serve({ limits: { perAddress: 1 } });
  const posted = await fetch(`${http1.origin}/news`, { method: 'POST' });
  assert.deepEqual([posted.status, posted.headers.get('Allow')], [405, 'GET']);
  const reader = openRaw(http1.origin, '/news');
  await reader.until(':\n');
  const refused = await fetch(`${http1.origin}/news`);
  assert.deepEqual([refused.status, refused.headers.get('Retry-After')], [429, '60']);
  assert.match(await refused.text(), /1 streams open already\. Close some, or wait\./);
  reader.leave();
  await until('its place is free', async () => {
    const again = await fetch(`${http1.origin}/news`);
    await again.body!.cancel();
    return again.status === 200;
  });
});

test('a body and a large head are refused before there is a stream', async () => {
  const { http1, http2, engine } = await serve();
  for (const body of ['Content-Length: 1000000', 'Transfer-Encoding: chunked']) {
    const client = rawClient(
      http1.origin,
      get(http1.origin, '/news').replace('\r\n\r\n', `\r\n${body}\r\n\r\n`),
    );
    const answer = await client.until('without a body.\n');
    assert.match(answer, /^HTTP\/1\.1 413 /);
    assert.equal(await client.ended, 'end');
  }
  const client = http2Client(http2.origin);
  const upload = client.session.request({ ':path': '/news' }, { endStream: false });
  const [head] = (await once(upload, 'response')) as [{ ':status': number }];
  assert.equal(head[':status'], 413);
  client.close();
  const large = openRaw(http1.origin, '/news', { Cookie: 'x'.repeat(9000) });
  assert.match(await large.until('\r\n\r\n'), /^HTTP\/1\.1 431 /);
  assert.equal(engine.open, 0);
});

test('a type that would break its field is refused, and nothing is published', async () => {
  const { channel } = await serve();
  await assert.rejects(channel.publish({ data: '', event: 'a\nb' }), TypeError);
  assert.match(channel.lastEventId, /-0$/);
});

/** A reader that takes the head and then nothing more. */
function stalled(origin: string, path = '/news') {
  const { hostname, port } = new URL(origin);
  const socket = connect(Number(port), hostname);
  socket.write(get(origin, path));
  const ended = new Promise<string>((resolve) => {
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error'));
    socket.once('close', () => resolve('closed'));
  });
  socket.once('data', () => socket.pause());
  return { socket, ended };
}

test('who does not read is cut so that it notices, and comes back to what it missed; nobody else waits', async () => {
  const { http1, channel, engine } = await serve({ window: { count: 64, bytes: 1024 * 1024 } });
  const slow = stalled(http1.origin);
  const quick = openRaw(http1.origin, '/news');
  await until('both are there', () => channel.readers.length === 2);
  const text = 'x'.repeat(10_000);
  for (let n = 1; n <= 2000 && engine.counts.cuts['too-slow'] === 0; n++) {
    await channel.publish({ data: `${n} ${text}` });
    await new Promise(setImmediate);
  }
  assert.equal(engine.counts.cuts['too-slow'], 1);
  const last = channel.lastEventId;
  await quick.until(`id: ${last}\n`);
  const numbers = [
    ...quick
      .all()
      .toString()
      .matchAll(/data: (\d+) /g),
  ].map(([, n]) => Number(n));
  assert.deepEqual(
    numbers,
    numbers.map((_, index) => index + 1),
  );
  slow.socket.resume();
  assert.equal(await slow.ended, 'ECONNRESET');
  const again = openRaw(http1.origin, '/news', { 'Last-Event-ID': last.replace(/\d+$/, '3') });
  await again.until(`id: ${last}\n`);
  assert.doesNotMatch(again.all().toString(), /event: reset/);
  for (const reader of [quick, again]) reader.leave();
});

test('who takes nothing for too long is cut, also when nothing is published', async () => {
  const { http1, channel, engine } = await serve({ beatEvery: 100, stallTime: 200, highWater: 1 });
  const slow = stalled(http1.origin);
  await until('it is there', () => channel.readers.length === 1);
  // More than the system's buffers take, in one write: the window has all of it.
  await channel.publish({ data: 'x'.repeat(16 * 1024 * 1024) });
  await until('it is cut', () => engine.counts.cuts.stalled === 1);
  slow.socket.resume();
  assert.equal(await slow.ended, 'ECONNRESET');
});

test('a slow reader that reads on in time gets everything, in order', async () => {
  const { http1, channel, engine } = await serve();
  const { hostname, port } = new URL(http1.origin);
  const socket = connect(Number(port), hostname);
  socket.write(get(http1.origin, '/news'));
  let text = '';
  socket.setEncoding('utf8').on('data', (more: string) => (text += more));
  await until('it is there', () => text.includes(':\n'));
  socket.pause();
  for (let n = 1; n <= 300; n++) await channel.publish({ data: `${n} ${'x'.repeat(10_000)}` });
  socket.resume();
  await until('all have come', () => text.includes('data: 300 '));
  const numbers = [...text.matchAll(/data: (\d+) /g)].map(([, n]) => Number(n));
  assert.deepEqual(
    numbers,
    Array.from({ length: 300 }, (_, index) => index + 1),
  );
  assert.deepEqual(engine.counts.cuts, { 'too-slow': 0, stalled: 0 });
  socket.destroy();
});

test('a slow reader that missed much gets all of it from the log, at its own pace', async () => {
  const warnings: Error[] = [];
  const warn = (warning: Error) => void warnings.push(warning);
  process.on('warning', warn);
  const { http1, channel } = await serve({ window: { count: 4 }, highWater: 1024 });
  const first = await channel.publish({ data: '1' });
  for (let n = 2; n <= 400; n++) await channel.publish({ data: `${n} ${'x'.repeat(100_000)}` });
  const { hostname, port } = new URL(http1.origin);
  const socket = connect(Number(port), hostname);
  socket.write(get(http1.origin, '/news', { 'Last-Event-ID': first.replace(/1$/, '250') }));
  const numbers: number[] = [];
  let rest = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    rest += text;
    const found = [...rest.matchAll(/data: (\d+) x+\n\n/g)];
    numbers.push(...found.map(([, n]) => Number(n)));
    const last = found.at(-1);
    if (last) rest = rest.slice(last.index + last[0].length);
    socket.pause();
    setImmediate(() => socket.resume());
  });
  await until('the last one', () => numbers.at(-1) === 400);
  assert.deepEqual(
    numbers,
    Array.from({ length: 150 }, (_, index) => index + 251),
  );
  assert.deepEqual(warnings, []);
  process.off('warning', warn);
  socket.destroy();
});

test('20 readers, cut 280 times while 2000 messages are published: none lost, repeated, or out of order', async () => {
  const { http1, channel } = await serve({ limits: { burst: 1000 } });
  const total = 2000;
  const readers = Array.from({ length: 20 }, () => ({
    ids: [] as string[],
    numbers: [] as number[],
    cuts: 0,
  }));
  const stops = readers.map((reader) => {
    let client: ReturnType<typeof openRaw>;
    const begin = () => {
      const last = reader.ids.at(-1);
      client = openRaw(http1.origin, '/news', last ? { 'Last-Event-ID': last } : {});
      let seen = 0;
      void client.ended.then(() => {});
      const take = () => {
        const events = client.all().toString('latin1');
        const whole = events.slice(seen, events.lastIndexOf('\n\n\r\n') + 4);
        for (const [, id, n] of whole.matchAll(/id: (\S+)\ndata: (\d+)\n\n/g)) {
          reader.ids.push(id!);
          reader.numbers.push(Number(n));
        }
        seen += whole.length;
      };
      return { take, leave: () => client.leave() };
    };
    let current = begin();
    return {
      take: () => current.take(),
      cut() {
        current.take();
        current.leave();
        reader.cuts += 1;
        current = begin();
      },
      leave: () => current.leave(),
    };
  });
  await until('all are there', () => channel.readers.length === 20);
  for (let n = 1; n <= total; n++) {
    await channel.publish({ data: String(n) });
    if (n % 7 === 0) stops[(n * 13) % 20]!.cut();
    // 400 a second, in groups: a timer's finest tick is a millisecond.
    if (n % 4 === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await until('all have all', () => {
    for (const stop of stops) stop.take();
    return readers.every(({ numbers }) => numbers.at(-1) === total);
  });
  const due = Array.from({ length: total }, (_, index) => index + 1);
  for (const { numbers } of readers) assert.deepEqual(numbers, due);
  assert.ok(readers.reduce((sum, { cuts }) => sum + cuts, 0) >= 280);
  for (const stop of stops) stop.leave();
});

test('a server that is told to stop lets nobody in, and ends each stream in good order, with its own time to come back', async () => {
  const limits = { burst: 5000, perAddress: 5000 };
  const { http1, http2, channel, engine } = await serve({ limits });
  const readers = Array.from({ length: 2000 }, () => openRaw(http1.origin, '/news'));
  const session = connectHttp2(http2.origin);
  const streams = [1, 2, 3].map(() => session.request({ ':path': '/news' }));
  const bodies = streams.map(async (stream) => {
    let body = '';
    for await (const bytes of stream) body += String(bytes);
    return body;
  });
  const socket = new WebSocket(`${http1.origin.replace('http', 'ws')}/ws`);
  const closed = once(socket, 'close');
  await until('all are there', () => channel.readers.length === 2004);
  const goaway = once(session, 'goaway');
  // Half a request: such a connection is not idle, and its answer comes after the order to stop.
  const late = ['/readyz', '/news'].map((path) => {
    const [line, rest] = get(http1.origin, path).split('\r\n', 2) as [string, string];
    return { client: rawClient(http1.origin, `${line}\r\n`), rest: `${rest}\r\n\r\n` };
  });
  const connections = () =>
    new Promise<number>((resolve) => http1.server.getConnections((_, count) => resolve(count)));
  await until('the late ones have begun', async () => (await connections()) === 2003);
  const drained = Promise.all([http1.stop({ spread: 9000 }), http2.stop({ spread: 9000 })]);
  assert.ok(engine.isDraining);
  for (const { client, rest } of late) client.send(rest);
  const [ready, refused] = await Promise.all(late.map(({ client }) => client.until('0\r\n\r\n')));
  assert.match(ready!, /^HTTP\/1\.1 503[^]*draining\n/);
  assert.match(refused!, /^HTTP\/1\.1 503[^]*Retry-After: 5\r\n[^]*another one is up soon/);
  const times = await Promise.all(
    readers.map(async (reader) => {
      const text = await reader.until(/retry: \d+\n\r\n0\r\n\r\n$/);
      assert.equal(await reader.ended, 'end');
      return Number(/retry: (\d+)\n/.exec(text)![1]);
    }),
  );
  assert.ok(Math.max(...times) - Math.min(...times) > 5000, 'spread over seconds');
  for (const body of await Promise.all(bodies)) assert.match(body, /retry: \d+\n$/);
  await goaway;
  assert.equal((await closed)[0], 1012);
  await drained;
  assert.equal(channel.readers.length, 0);
});

test('who does not take the end is cut at the deadline', async () => {
  const { http1, channel } = await serve();
  const slow = stalled(http1.origin);
  await until('it is there', () => channel.readers.length === 1);
  await channel.publish({ data: 'x'.repeat(16 * 1024 * 1024) });
  await http1.stop({ deadline: 300 });
  slow.socket.resume();
  assert.equal(await slow.ended, 'ECONNRESET');
});

test('an operator learns that it lives, that it is ready, and how it is doing', async () => {
  const { http1, channel } = await serve();
  const reader = openRaw(http1.origin, '/news', { 'Last-Event-ID': 'foreign-1' });
  await reader.until('event: reset');
  await channel.publish({ data: 'x' });
  await reader.until('data: x');
  const [health, ready, metrics] = await Promise.all(
    ['/healthz', '/readyz', '/metrics'].map(async (path) => {
      const answer = await fetch(`${http1.origin}${path}`);
      return `${answer.status} ${await answer.text()}`;
    }),
  );
  assert.deepEqual([health, ready], ['200 ok\n', '200 ready\n']);
  for (const line of [
    'sse_readers{transport="http1"} 1',
    'sse_published_total 1',
    'sse_delivered_total 1',
    'sse_resets_total{reason="unknown-id"} 1',
    'sse_refused_total{status="429"} 0',
  ])
    assert.ok(metrics!.includes(`\n${line}\n`), line);
  reader.leave();
});
