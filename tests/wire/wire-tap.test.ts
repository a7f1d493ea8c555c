import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tapLimits } from '../../src/server/wire-taps.ts';
import type { WireRecord } from '../../src/server/wire-record.ts';
import { startTestCompanion, writeDemos } from '../support/companion.ts';
import { findDemos } from '../../src/server/demos.ts';
import { http2Client } from '../support/http2-client.ts';
import { get, openRaw, rawClient } from '../support/raw-client.ts';
import { bytesOf, newTap, readTap } from '../support/tap-reader.ts';
import { until } from '../support/until.ts';

const demos = writeDemos({
  three: `export default (_req, res) => {
    res.writeHead(200, { 'Content-Type': 'text/event-stream' });
    for (const n of [1, 2, 3]) setImmediate(() => res.write(\`data: \${n}\\n\\n\`));
    setTimeout(() => res.end(), 20);
  };`,
  many: `export default (_req, res) => {
    for (let n = 0; n < 1000; n++) res.write(\`data: \${n} \${'x'.repeat(1000)}\\n\\n\`);
    res.end();
  };`,
  open: `export default (_req, res) => {
    res.writeHead(200, { 'Content-Type': 'text/event-stream' });
    res.write(': ok\\n\\n');
  };`,
});
const { origins } = await startTestCompanion({ demos: findDemos(demos) });

const sent = (records: WireRecord[], from: string) =>
  Buffer.concat(records.filter((record) => record.from === from).map(bytesOf));
const kinds = (records: WireRecord[]) => records.map(({ kind, frame }) => frame?.type ?? kind);

test('the records of an HTTP/1.1 run are the bytes that an independent client saw', async () => {
  const run = `${newTap()}.1`;
  const tap = readTap(origins.site, run.slice(0, 12));
  const request = get(origins.lab, `/@${run}/three/events`, { Accept: 'text/event-stream' });
  const client = rawClient(origins.lab, request);
  await client.until('0\r\n\r\n');
  await tap.find(({ kind }) => kind === 'last-chunk');
  const records = tap.records();
  assert.equal(sent(records, 'browser').toString(), request);
  assert.deepEqual(sent(records, 'server'), client.all());
  assert.ok(records.every((record) => record.run === run && record.protocol === 'HTTP/1.1'));
  assert.deepEqual(kinds(records).slice(0, 2), ['request-head', 'response-head']);
  client.leave();
  tap.leave();
});

test('payload is the event stream without its chunks', async () => {
  const run = `${newTap()}.1`;
  const tap = readTap(origins.site, run.slice(0, 12));
  const client = openRaw(origins.lab, `/@${run}/three/events`);
  await tap.find(({ kind }) => kind === 'last-chunk');
  const body = tap.records().map((record) => {
    const [start, length] = record.payload ?? [0, 0];
    return bytesOf(record).toString('latin1', start, start + length);
  });
  assert.equal(body.join(''), 'data: 1\n\ndata: 2\n\ndata: 3\n\n');
  client.leave();
  tap.leave();
});

test('an HTTP/1.0 response has no chunks and ends with its connection', async () => {
  const run = `${newTap()}.1`;
  const tap = readTap(origins.site, run.slice(0, 12));
  const host = new URL(origins.lab).host;
  const client = rawClient(
    origins.lab,
    `GET /@${run}/three/events HTTP/1.0\r\nHost: ${host}\r\n\r\n`,
  );
  const closed = await tap.find(({ kind }) => kind === 'closed');
  assert.equal(closed.reason, 'server ended');
  assert.equal(closed.protocol, 'HTTP/1.0');
  assert.equal(kinds(tap.records())[2], 'body');
  assert.deepEqual(sent(tap.records(), 'server'), client.all());
  tap.leave();
});

test('two runs on one kept connection are told apart', async () => {
  const [one, two] = [newTap(), newTap()];
  const taps = [one, two].map((tap) => readTap(origins.site, tap));
  const client = openRaw(origins.lab, `/@${one}.1/three/events`);
  await client.until('0\r\n\r\n');
  client.send(get(origins.lab, `/@${two}.1/three/events`));
  await client.until((text) => text.split('0\r\n\r\n').length === 3);
  await taps[1]!.find(({ kind }) => kind === 'last-chunk');
  const [first, second] = taps.map((tap) => tap.records());
  assert.deepEqual(Buffer.concat([sent(first!, 'server'), sent(second!, 'server')]), client.all());
  assert.equal(first![0]?.connection, second![0]?.connection);
  client.leave();
  for (const tap of taps) tap.leave();
});

test('the frames of an HTTP/2 run are those that the client sent and received', async () => {
  const run = `${newTap()}.1`;
  const tap = readTap(origins.site, run.slice(0, 12));
  const client = http2Client(origins.labTls);
  const stream = client.open(`/@${run}/three/events`, { 'x-proof': 'ñ' });
  const headers = await stream.headers;
  await stream.ended;
  await tap.find(
    ({ frame }) => frame?.flags.includes('END_STREAM') === true && frame.type === 'DATA',
  );
  const records = tap.records();

  const own = records.filter(({ frame }) => frame?.streamId === stream.id());
  const data = own.filter(({ frame }) => frame?.type === 'DATA');
  const payload = data.map((record) => {
    const [start, length] = record.payload!;
    return bytesOf(record).subarray(start, start + length);
  });
  assert.deepEqual(Buffer.concat(payload), stream.all());
  const [request, response] = own.map(({ frame }) => Object.fromEntries(frame?.headers ?? []));
  assert.equal(request![':path'], `/@${run}/three/events`);
  for (const [name, value] of Object.entries(headers))
    assert.equal(response![name], String(value), name);

  const connection = records.filter(({ frame }) => frame?.streamId === 0);
  assert.deepEqual(kinds(connection).slice(0, 2), ['PREFACE', 'SETTINGS']);
  const settings = connection.find(
    ({ from, frame }) => from === 'server' && frame?.type === 'SETTINGS',
  );
  assert.deepEqual(settings?.frame?.settings, [['MAX_CONCURRENT_STREAMS', 100]]);
  assert.ok(records.every(({ size, bytes }) => Buffer.from(bytes!, 'base64').length === size));
  client.close();
  tap.leave();
});

test('a run that joins an HTTP/2 connection is told how it began, and nothing of other streams', async () => {
  const [one, two] = [newTap(), newTap()];
  const client = http2Client(origins.labTls);
  const first = client.open(`/@${one}.1/open/events`);
  await first.until('ok');
  const tap = readTap(origins.site, two);
  const second = client.open(`/@${two}.1/open/events`);
  await second.until('ok');
  await tap.find(({ frame }) => frame?.type === 'DATA');
  const records = tap.records();
  assert.equal(records[0]?.frame?.type, 'PREFACE');
  const streams = new Set(records.map(({ frame }) => frame?.streamId));
  assert.deepEqual([...streams].sort(), [0, second.id()]);

  second.leave();
  const reset = await tap.find(({ frame }) => frame?.type === 'RST_STREAM');
  assert.deepEqual([reset.from, reset.frame?.errorCode], ['browser', 'CANCEL']);
  client.close();
  tap.leave();
});

test('a connection forgets the oldest of its many runs: back again, it is told the beginning anew', async () => {
  const name = newTap();
  const client = http2Client(origins.labTls);
  const visit = (n: number) => client.open(`/@${name}.${n}/nowhere`).ended;
  await visit(1);
  await visit(1);
  const tap = readTap(origins.site, name);
  const prefaces = () =>
    tap.records().filter(({ run, frame }) => run === `${name}.1` && frame?.type === 'PREFACE');
  await tap.find(({ frame }) => frame?.type === 'HEADERS');
  assert.equal(prefaces().length, 1);
  for (let n = 2; n <= 201; n++) await visit(n);
  await visit(1);
  await tap.find(() => prefaces().length === 2);
  client.close();
  tap.leave();
});

test('a browser that leaves is recorded as such', async () => {
  const run = `${newTap()}.1`;
  const tap = readTap(origins.site, run.slice(0, 12));
  const client = openRaw(origins.lab, `/@${run}/open/events`);
  await client.until('ok');
  client.leave();
  assert.equal((await tap.find(({ kind }) => kind === 'closed')).reason, 'browser left');
  tap.leave();
});

test('a tap opened late is told everything, and Last-Event-ID or ?after only the rest', async () => {
  const run = `${newTap()}.1`;
  const name = run.slice(0, 12);
  const client = openRaw(origins.lab, `/@${run}/three/events`);
  await client.until('0\r\n\r\n');
  const late = readTap(origins.site, name);
  await late.find(({ kind }) => kind === 'last-chunk');
  const ids = late.events().map(({ lastEventId }) => Number(lastEventId));
  assert.deepEqual(
    ids,
    ids.map((_, index) => ids[0]! + index),
  );

  for (const again of [
    readTap(origins.site, name, { 'Last-Event-ID': String(ids[1]) }),
    readTap(origins.site, name, {}, `?after=${ids[1]}`),
  ]) {
    await again.find(({ kind }) => kind === 'last-chunk');
    assert.deepEqual(again.records(), late.records().slice(2));
    again.leave();
  }
  late.leave();
  client.leave();
});

test('a number from before a restart misses nothing', async () => {
  const run = `${newTap()}.1`;
  const name = run.slice(0, 12);
  const before = await startTestCompanion({ demos: findDemos(demos) });
  const old = openRaw(before.origins.lab, `/@${run}/three/events`);
  const oldTap = readTap(before.origins.site, name);
  await oldTap.find(({ kind }) => kind === 'last-chunk');
  const seen = oldTap.events()[2]!.lastEventId;
  old.leave();
  oldTap.leave();
  await before.close();

  const client = openRaw(origins.lab, `/@${run}/three/events`);
  await client.until('0\r\n\r\n');
  const tap = readTap(origins.site, name, { 'Last-Event-ID': seen });
  await tap.find(({ kind }) => kind === 'last-chunk');
  assert.equal(tap.records()[0]?.kind, 'request-head');
  tap.leave();
  client.leave();
});

test('records that no longer fit are announced as lost, and the numbers add up', async () => {
  const run = `${newTap()}.1`;
  const client = openRaw(origins.lab, `/@${run}/many/events`);
  await client.until('0\r\n\r\n');
  const tap = readTap(origins.site, run.slice(0, 12));
  await tap.find(({ kind }) => kind === 'last-chunk');
  const [lost, ...records] = tap.events();
  assert.equal(lost?.type, 'lost');
  const { count } = JSON.parse(lost.data) as { count: number };
  assert.equal(count + records.length, 2 + 1000 + 1);
  assert.ok(records.length <= 400);
  tap.leave();
  client.leave();
});

test('a page in a bad place is refused with a sentence', async () => {
  for (const name of ['short', 'UPPERCASE123', 'twelveletter/']) {
    const response = await fetch(`${origins.site}/api/tap/${name}`);
    assert.equal(response.status, 404, name);
    assert.match(await response.text(), /12 letters or digits/);
  }
  for (const run of ['@short.1', '@abcdefabcdef', '@abcdefabcdef.0', '@abcdefabcdef.x']) {
    assert.equal((await fetch(`${origins.lab}/${run}/three/events`)).status, 404, run);
  }
});

test('taps are limited in number, and forgotten when nobody uses them', async () => {
  const limits = { ...tapLimits, tapsPerClient: 1, forgetAfter: 40 };
  const small = await startTestCompanion({ demos: findDemos(demos), tapLimits: limits });
  const first = openRaw(small.origins.site, `/api/tap/${newTap()}`);
  await first.until('ok');
  const request = () => fetch(`${small.origins.site}/api/tap/${newTap()}`, { method: 'HEAD' });
  // Reading keeps a tap; without a reader it goes after a moment, and makes room.
  const refused = await request();
  assert.deepEqual([refused.status, refused.headers.get('retry-after')], [503, '60']);
  const unrecorded = openRaw(small.origins.lab, `/@${newTap()}.1/open/events`);
  await unrecorded.until('ok');
  unrecorded.leave();
  first.leave();
  await until('the tap is forgotten', async () => (await request()).status === 200);
});
