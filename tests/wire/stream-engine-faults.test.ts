// What the line can do to the stream engine: resets at any byte, half a goodbye, a peer that has
// vanished without one, and a clock on the wall that somebody sets.
import assert from 'node:assert/strict';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { after, test } from 'node:test';
import type { EngineOptions } from '../../src/sse/engine.ts';
import { createParser, type StreamEvent } from '../../src/sse/parse.ts';
import { serveEngine, type EngineServer } from '../support/engine-server.ts';
import { get, openRaw } from '../support/raw-client.ts';
import { bodyOf, parseEvents } from '../support/tap-reader.ts';
import { until } from '../support/until.ts';

const open: EngineServer[] = [];
after(() => Promise.all(open.map(({ close }) => close())));

async function serve(options: Partial<EngineOptions> = {}): Promise<EngineServer> {
  const limits = { burst: 1e6, perAddress: 1e6 };
  const server = await serveEngine({ limits, ...options });
  open.push(server);
  return server;
}

function dial(origin: string): Socket {
  const { hostname, port } = new URL(origin);
  return connect(Number(port), hostname).on('error', () => {});
}

/** Takes so many bytes of an answer, and resets the connection. @returns the bytes that it took */
function takeBytes(origin: string, count: number, lastEventId: string): Promise<Buffer> {
  return new Promise((resolve) => {
    const socket = dial(origin);
    const fields = lastEventId ? { 'Last-Event-ID': lastEventId } : {};
    let taken = Buffer.alloc(0);
    socket.write(get(origin, '/news', fields));
    socket.on('data', (bytes) => {
      taken = Buffer.concat([taken, bytes]);
      if (taken.length < count) return;
      socket.resetAndDestroy();
      resolve(taken.subarray(0, count));
    });
  });
}

/** The events in an answer that may end in the middle of anything. */
function eventsIn(answer: Buffer): StreamEvent[] {
  const events: StreamEvent[] = [];
  const parser = createParser({ onEvent: (event) => events.push(event) });
  let rest = answer.subarray(answer.indexOf('\r\n\r\n') + 4);
  if (answer.indexOf('\r\n\r\n') < 0) return events;
  for (;;) {
    const end = rest.indexOf('\r\n');
    if (end < 0) return events;
    const size = Number.parseInt(rest.toString('latin1', 0, end), 16);
    parser.feed(rest.subarray(end + 2, end + 2 + size));
    rest = rest.subarray(end + 4 + size);
  }
}

test('a reset after any byte of the answer: who comes back has each event once, and no place stays taken', async () => {
  const { http1, channel, engine } = await serve();
  const [first] = await Promise.all(
    ['one', 'two', 'three'].map((data) => channel.publish({ data })),
  );
  const whole = openRaw(http1.origin, '/news', { 'Last-Event-ID': first!.replace(/1$/, '0') });
  await whole.until('three\n\n\r\n');
  whole.leave();
  const { length } = whole.all();
  for (let count = 1; count <= length; count++) {
    const before = eventsIn(await takeBytes(http1.origin, count, first!.replace(/1$/, '0')));
    const id = before.at(-1)?.lastEventId ?? first!.replace(/1$/, '0');
    const again = openRaw(http1.origin, '/news', { 'Last-Event-ID': id });
    if (before.length < 3) await again.until('three\n\n\r\n');
    again.leave();
    const all = [...before, ...parseEvents(bodyOf(again))].map(({ data }) => data);
    assert.deepEqual(all, ['one', 'two', 'three'], `after ${count} of ${length} bytes`);
  }
  await until('all places are free', () => engine.open === 0 && channel.readers.length === 0);
});

test('a reset after any byte of the request takes no place for long', async () => {
  const { http1, channel, engine } = await serve();
  const request = get(http1.origin, '/news');
  for (let count = 1; count <= request.length; count++) {
    const socket = dial(http1.origin);
    await new Promise((resolve) => socket.once('connect', resolve));
    await new Promise((resolve) => socket.write(request.slice(0, count), resolve));
    socket.resetAndDestroy();
  }
  await until('all places are free', () => engine.open === 0 && channel.readers.length === 0);
  const reader = openRaw(http1.origin, '/news');
  await reader.until(':\n');
  reader.leave();
});

test('who says goodbye in one direction is gone', async () => {
  const { http1, channel, engine } = await serve();
  const socket = dial(http1.origin);
  socket.write(get(http1.origin, '/news'));
  socket.resume();
  await until('it is there', () => channel.readers.length === 1);
  socket.end();
  await until('it is gone', () => engine.open === 0 && channel.readers.length === 0);
  await channel.publish({ data: 'to nobody' });
});

/** A line that can be held: what is on its way stays there, and no end is heard on the other side. */
async function startLine(origin: string) {
  const ends: Socket[] = [];
  const server = createServer((near) => {
    const far = dial(origin);
    ends.push(near, far);
    near.on('error', () => {});
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => {
    server.close();
    for (const end of ends) end.destroy();
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hold() {
      for (const end of ends) end.unpipe().pause();
    },
  };
}

test('a peer that has vanished without a word is given up: by what it does not take, not by a goodbye', async () => {
  const { http1, channel, engine } = await serve({ beatEvery: 100, stallTime: 300, highWater: 1 });
  const line = await startLine(http1.origin);
  const reader = openRaw(line.origin, '/news');
  await until('it is there', () => channel.readers.length === 1);
  line.hold();
  reader.leave();
  // What a line takes before it is full, and then more.
  await channel.publish({ data: 'x'.repeat(16 * 1024 * 1024) });
  await until('it is given up', () => engine.open === 0);
  assert.equal(engine.counts.cuts.stalled, 1);
});

test('a clock on the wall that jumps a day, forth and back, cuts nobody and keeps the signs of life', async (t) => {
  const { http1, channel, engine } = await serve({
    ...{ beatEvery: 200, stallTime: 1000 },
    limits: { burst: 3, perSecond: 0.001 },
  });
  const reader = openRaw(http1.origin, '/news');
  const beats = () => bodyOf(reader).toString().split(':\n').length - 1;
  await until('it is there', () => beats() === 1);
  const day = 24 * 60 * 60 * 1000;
  const { now } = Date;
  t.after(() => (Date.now = now));
  for (const jump of [day, -day]) {
    Date.now = () => now() + jump;
    const before = beats();
    await until('signs of life', () => beats() > before + 2);
    await channel.publish({ data: `now ${jump}` });
    await reader.until(`data: now ${jump}\n`);
  }
  assert.deepEqual(engine.counts.cuts, { 'too-slow': 0, stalled: 0 });
  // A day would have filled the bucket again; nobody has waited a day.
  const asked = await Promise.all([1, 2, 3].map(() => statusOf(http1.origin)));
  assert.deepEqual(asked.sort(), [200, 200, 429]);
  reader.leave();
});

async function statusOf(origin: string): Promise<number> {
  const client = openRaw(origin, '/news');
  const head = await client.until('\r\n\r\n');
  client.leave();
  return Number(head.split(' ')[1]);
}
