import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findDemos } from '../../src/server/demos.ts';
import type { WireRecord } from '../../src/server/wire-record.ts';
import { tapLimits } from '../../src/server/wire-taps.ts';
import { startTestCompanion, writeDemos } from '../support/companion.ts';
import type { GrowingBytes } from '../support/growing-bytes.ts';
import { http2Client } from '../support/http2-client.ts';
import { get, openRaw, rawClient, type RawClient } from '../support/raw-client.ts';
import { bytesOf, causeFault, newTap, readTap } from '../support/tap-reader.ts';
import { until } from '../support/until.ts';

// A demo that answers each POST to /say with one event on every open stream: tests decide when.
const demos = writeDemos({
  said: `const open = new Set();
  export default (req, res) => {
    if (req.url === '/say') { for (const one of open) one.write('data: said\\n\\n'); return void res.end('said'); }
    if (req.url === '/fill') { for (const one of open) one.write('x'.repeat(2 ** 21)); return void res.end(); }
    if (req.url === '/leave') { for (const one of open) one.end(); return void res.end(); }
    res.writeHead(200, { 'Content-Type': 'text/event-stream' });
    res.write(': ok\\n\\n');
    open.add(res);
    res.on('close', () => open.delete(res));
  };`,
});
// Milliseconds: long enough that two requests fit in, on a busy machine too.
const holdTime = 600;
const { origins } = await startTestCompanion({ demos: findDemos(demos), holdTime });
const say = () => fetch(`${origins.lab}/said/say`);

type Stream = Omit<GrowingBytes, 'push' | 'end'> & { leave: () => void };
type Protocol = {
  open: (path: string) => Stream;
  status: (path: string) => Promise<[number, string]>;
};

const protocols: Record<string, Protocol> = {
  'HTTP/1.0': {
    open: (path) => rawClient(origins.lab, get10(path)),
    async status(path) {
      const client = rawClient(origins.lab, get10(path));
      return statusOf(await client.until('\r\n\r\n'), client);
    },
  },
  'HTTP/1.1': {
    open: (path) => openRaw(origins.lab, path),
    async status(path) {
      const client = openRaw(origins.lab, path);
      return statusOf(await client.until('\r\n\r\n'), client);
    },
  },
  'HTTP/2': {
    open(path) {
      const client = http2Client(origins.labTls);
      const stream = client.open(path);
      return { ...stream, leave: client.close };
    },
    async status(path) {
      const client = http2Client(origins.labTls);
      const headers = await client.open(path).headers;
      client.close();
      return [headers[':status'] ?? 0, headers['content-type'] ?? ''];
    },
  },
};

function get10(path: string): string {
  return get(origins.lab, path).replace('HTTP/1.1', 'HTTP/1.0');
}

function statusOf(head: string, { leave }: RawClient): [number, string] {
  leave();
  return [Number(head.slice(9, 12)), /^content-type: (.*)\r$/im.exec(head)?.[1] ?? ''];
}

for (const [protocol, { open, status }] of Object.entries(protocols)) {
  const begin = async () => {
    const run = `${newTap()}.1`;
    const tap = readTap(origins.site, run.slice(0, 12));
    const stream = open(`/@${run}/said/events`);
    await stream.until(': ok\n\n');
    const cause = (fault: string) => causeFault(origins.site, run, fault);
    const leave = () => [stream, tap].forEach((one) => one.leave());
    return { run, tap, stream, cause, leave };
  };

  test(`${protocol}: cut resets the connection in the middle of the response`, async () => {
    const { tap, stream, cause, leave } = await begin();
    assert.deepEqual((await cause('cut')).body.applied, 'now');
    assert.notEqual(await stream.ended, 'end');
    assert.doesNotMatch(stream.all().toString(), /\r\n0\r\n\r\n$/);
    assert.equal((await tap.find(({ kind }) => kind === 'fault')).reason, 'cut');
    assert.equal((await tap.find(({ kind }) => kind === 'closed')).reason, 'cut');
    leave();
  });

  test(`${protocol}: end finishes the response in good order`, async () => {
    const { tap, stream, cause, leave } = await begin();
    await cause('end');
    if (protocol === 'HTTP/1.1') await stream.until(/\r\n0\r\n\r\n$/);
    else assert.equal(await stream.ended, 'end');
    await tap.find(
      ({ kind, frame }) =>
        kind === 'last-chunk' ||
        (kind === 'closed' && protocol === 'HTTP/1.0') ||
        (frame?.flags.includes('END_STREAM') === true && frame.type === 'DATA'),
    );
    leave();
  });

  test(`${protocol}: stall stops the bytes, and resume lets all of them through`, async () => {
    const { tap, stream, cause, leave } = await begin();
    await cause('stall');
    const before = stream.all().length;
    await say();
    await say();
    assert.equal(stream.all().length, before);
    assert.equal((await cause('resume')).status, 200);
    await stream.until(/said[^]*said/);
    await say();
    await stream.until(/said[^]*said[^]*said/);
    await tap.find(({ kind, reason }) => kind === 'fault' && reason === 'resume');
    leave();
  });

  test(`${protocol}: hold collects the bytes and releases them at once`, async () => {
    const { tap, stream, cause, leave } = await begin();
    const before = stream.all().length;
    await cause('hold');
    await say();
    await say();
    assert.equal(stream.all().length, before);
    await stream.until(/said[^]*said/);
    const isSaid = (one: WireRecord) => bytesOf(one).includes('data: said');
    const said = () => tap.records().filter(isSaid);
    // Without chunks or frames there is nothing to tell the two pieces apart by.
    await tap.find(() => said().length === (protocol === 'HTTP/1.0' ? 1 : 2));
    const acts = tap.records().filter((one) => one.kind === 'fault' || isSaid(one));
    const [hold, resume, ...left] = acts.map((one) => (isSaid(one) ? 'said' : one.reason));
    assert.deepEqual([hold, resume, ...new Set(left)], ['hold', 'resume', 'said']);
    // What was held anew, or one after the other, would be later by as much.
    const times = said().map(({ at }) => at);
    assert.ok(times.at(-1)! - times[0]! < holdTime, 'both left in the same moment');
    leave();
  });

  test(`${protocol}: stall then cut, hold then end, stall then end, hold then stall then resume`, async () => {
    const cut = await begin();
    await cut.cause('stall');
    await cut.cause('cut');
    assert.notEqual(await cut.stream.ended, 'end');

    for (const first of ['hold', 'stall']) {
      const ended = await begin();
      await ended.cause(first);
      await say();
      await ended.cause('end');
      if (protocol === 'HTTP/1.1') await ended.stream.until(/said[^]*\r\n0\r\n\r\n$/);
      else assert.equal(await ended.stream.ended, 'end');
      assert.match(ended.stream.all().toString(), /said/);
      ended.leave();
    }

    const both = await begin();
    await both.cause('hold');
    await both.cause('stall');
    await say();
    await both.cause('resume');
    await both.stream.until('said');
    both.leave();
    cut.leave();
  });

  test(`${protocol}: a browser may leave while its bytes are kept back`, async () => {
    const { tap, stream, cause, leave } = await begin();
    await cause('hold');
    await say();
    stream.leave();
    await tap.find(({ kind }) => kind === 'closed');
    assert.equal((await cause('resume')).status, 409);
    leave();
  });

  test(`${protocol}: what would be kept back without bound ends the connection instead`, async () => {
    const { stream, cause, leave } = await begin();
    await cause('stall');
    await fetch(`${origins.lab}/said/fill`);
    if (protocol !== 'HTTP/2') assert.notEqual(await stream.ended, 'end');
    leave();
  });

  for (const [fault, answer] of Object.entries({
    'answer-204': [204, ''],
    'answer-500': [500, 'text/plain'],
    'answer-wrong-type': [200, 'text/plain'],
  })) {
    test(`${protocol}: ${fault} cuts the stream and meets the run's next request, once`, async () => {
      const { run, stream, cause, leave } = await begin();
      assert.equal((await cause(fault)).body.applied, 'next-connect');
      assert.notEqual(await stream.ended, 'end');
      assert.deepEqual(await status(`/@${run}/said/events`), answer);
      assert.deepEqual(await status(`/@${run}/said/events`), [200, 'text/event-stream']);
      leave();
    });
  }
}

test('where only the end of the connection ends a response, the end waits behind what is kept back', async () => {
  const run = `${newTap()}.1`;
  const stream = rawClient(origins.lab, get10(`/@${run}/said/events`));
  await stream.until('ok');
  await causeFault(origins.site, run, 'stall');
  await say();
  await fetch(`${origins.lab}/said/leave`);
  assert.doesNotMatch(stream.all().toString(), /said/);
  await causeFault(origins.site, run, 'resume');
  assert.equal(await stream.ended, 'end');
  assert.match(stream.all().toString(), /data: said\n\n$/);
});

test('an end that waits behind what is kept back does not wait for a browser that has left', async () => {
  const run = `${newTap()}.1`;
  const tap = readTap(origins.site, run.slice(0, 12));
  const stream = rawClient(origins.lab, get10(`/@${run}/said/events`));
  await stream.until('ok');
  await causeFault(origins.site, run, 'stall');
  await say();
  await fetch(`${origins.lab}/said/leave`);
  stream.leave();
  await tap.find(({ kind }) => kind === 'closed');
  tap.leave();
});

test('over HTTP/2 a stall keeps one stream back and lets its neighbours pass', async () => {
  const client = http2Client(origins.labTls);
  const run = `${newTap()}.1`;
  const [stalled, neighbour] = [client.open(`/@${run}/said/events`), client.open('/said/events')];
  await Promise.all([stalled.until('ok'), neighbour.until('ok')]);
  await causeFault(origins.site, run, 'stall');
  await say();
  await neighbour.until('said');
  assert.doesNotMatch(stalled.all().toString(), /said/);
  client.close();
});

test('a run is remembered without a stream until twenty others of its tap have ended', async () => {
  const tap = newTap();
  for (let n = 1; n <= 22; n++) {
    const once = openRaw(origins.lab, `/@${tap}.${n}/said/events`, { Connection: 'close' });
    await once.until('ok');
    assert.equal((await causeFault(origins.site, `${tap}.${n}`, 'end')).status, 200);
    await once.ended;
  }
  const statusOf = async (n: number) =>
    (await causeFault(origins.site, `${tap}.${n}`, 'resume')).status;
  assert.deepEqual(await Promise.all([1, 2, 3, 22].map(statusOf)), [404, 404, 409, 409]);
});

for (const ends of [false, true]) {
  const what = ends ? 'whose demo has ended it' : 'that is open';
  test(`a stalled stream ${what} keeps its tap, and can be resumed after any time`, async () => {
    const limits = { ...tapLimits, tapsPerClient: 2, forgetAfter: 40 };
    const small = await startTestCompanion({ demos: findDemos(demos), tapLimits: limits });
    const run = `${newTap()}.1`;
    const stream = openRaw(small.origins.lab, `/@${run}/said/events`);
    await stream.until('ok');
    await causeFault(small.origins.site, run, 'stall');
    await fetch(`${small.origins.lab}/said/say`);
    if (ends) await fetch(`${small.origins.lab}/said/leave`);
    const request = () => fetch(`${small.origins.site}/api/tap/${newTap()}`, { method: 'HEAD' });
    // A younger tap takes the last room; when it is forgotten, the time of this one is long over.
    assert.equal((await request()).status, 200);
    await until('the younger tap is forgotten', async () => (await request()).status === 200);
    assert.equal((await causeFault(small.origins.site, run, 'resume')).status, 200);
    await stream.until(ends ? /said[^]*\r\n0\r\n\r\n$/ : 'said');
    stream.leave();
  });
}

test('a stream stalled again and again gathers no listeners', async () => {
  const warnings: Error[] = [];
  const note = (warning: Error) => void warnings.push(warning);
  process.on('warning', note);
  const run = `${newTap()}.1`;
  const stream = openRaw(origins.lab, `/@${run}/said/events`);
  await stream.until('ok');
  for (let n = 0; n < 12; n++) await causeFault(origins.site, run, 'stall');
  stream.leave();
  process.off('warning', note);
  assert.deepEqual(warnings, []);
});

test('faults that cannot act say why', async () => {
  const run = `${newTap()}.1`;
  const unknown = await causeFault(origins.site, run, 'cut');
  assert.deepEqual(
    [unknown.status, unknown.body.error],
    [404, 'This run has not opened a stream here. Press Start first.'],
  );
  const stream = openRaw(origins.lab, `/@${run}/said/events`);
  await stream.until('ok');
  assert.equal((await causeFault(origins.site, run, 'resume')).status, 409);
  const nonsense = await causeFault(origins.site, run, 'toString');
  assert.equal(nonsense.status, 400);
  assert.match(nonsense.body.error ?? '', /There are: cut, end, stall, hold, resume, answer-204/);
  stream.leave();
});

test('faults are taken as small JSON from the own pages only', async () => {
  const post = async (body: string, headers: Record<string, string>) =>
    (await fetch(`${origins.site}/api/faults`, { method: 'POST', body, headers })).status;
  const own = { origin: origins.site, 'content-type': 'application/json' };
  const good = JSON.stringify({ run: 'abcdefabcdef.1', fault: 'cut' });
  assert.equal(await post(good, own), 404);
  assert.equal(await post(good, { 'content-type': 'application/json' }), 403);
  assert.equal(await post(good, { ...own, origin: 'http://evil.example' }), 403);
  assert.equal(await post(good, { ...own, origin: origins.lab }), 403);
  assert.equal(await post(good, { ...own, 'content-type': 'text/plain' }), 415);
  assert.equal(await post('{', own), 400);
  assert.equal(await post('null', own), 400);
  assert.equal(await post(JSON.stringify({ run: 'x', fault: 'cut' }), own), 400);
  assert.equal(await post(JSON.stringify({ padding: 'x'.repeat(2000) }), own), 413);
  assert.equal((await fetch(`${origins.site}/api/faults`)).status, 405);
});

test('faults leave no timers behind', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const client = http2Client(origins.labTls);
  const run = `${newTap()}.1`;
  const stream = client.open(`/@${run}/said/events`);
  await stream.until('ok');
  const before = timers();
  await causeFault(origins.site, run, 'hold');
  await causeFault(origins.site, run, 'hold');
  await causeFault(origins.site, run, 'cut');
  await stream.ended;
  assert.ok(timers() <= before);
  client.close();
});
