// What the tap tells of HTTP/2 against what others tell who decoded the same bytes: nghttp, and
// Node's own client. They share no line with our decoder.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import {
  constants,
  type ClientHttp2Session,
  type IncomingHttpHeaders,
  type Settings,
} from 'node:http2';
import { test } from 'node:test';
import type { Origins } from '../../src/origins.ts';
import type { FrameRecord, WireRecord } from '../../src/server/wire-record.ts';
import { findDemos } from '../../src/server/demos.ts';
import { startTestCompanion, writeDemos } from '../support/companion.ts';
import { http2Client } from '../support/http2-client.ts';
import { framesSeenByNghttp, nghttpIsMissing, type SeenFrame } from '../support/nghttp.ts';
import { bytesOf, causeFault, newTap, readTap } from '../support/tap-reader.ts';

const demos = writeDemos({
  // Every kind of frame that a server can send, and more data than a window holds.
  everything: `export default (req, res) => {
    const { session } = req.stream;
    const code = Number(new URL(req.url, 'http://x').searchParams.get('goaway'));
    req.stream.additionalHeaders({ ':status': 103, link: '</x>; rel=preload' });
    res.setHeader('Set-Cookie', ['a=1', 'b=2']);
    res.writeHead(200, { 'Content-Type': 'text/event-stream' });
    res.write('data: 1\\n\\n');
    session.settings({ initialWindowSize: 100000, enableConnectProtocol: true });
    session.setLocalWindowSize(1 << 20);
    session.altsvc('h2=":8000"', 'https://example.org');
    session.origin('https://example.org');
    session.ping(Buffer.from('12345678'), () => {
      res.write('data: ' + 'x'.repeat(150000) + '\\n\\n', () => {
        session.goaway(code, 0, Buffer.from('calm'));
        res.addTrailers({ 'x-end': 'yes' });
        res.end();
      });
    });
  };`,
  // Ends with trailers that need more than one frame, when asked at another address.
  trails: `let open;
  export default (req, res) => {
    if (req.url === '/end') {
      open.addTrailers({ 'x-long': 'x'.repeat(20000) });
      open.end();
      return void res.end();
    }
    open = res;
    res.writeHead(200, { 'Content-Type': 'text/event-stream' });
    res.write('data: 1\\n\\n');
  };`,
  resets: `export default (req, res) => {
    res.writeHead(200, { 'Content-Type': 'text/event-stream' });
    res.write('data: 1\\n\\n', () => req.stream.close(2));
  };`,
});
const made = await startTestCompanion({ demos: findDemos(demos) });
const course = await startTestCompanion();

test(
  'nghttp and the tap tell the same of every kind of frame',
  { skip: nghttpIsMissing },
  async () => {
    const { told, seen } = await compareWithNghttp(
      made.origins,
      'everything/events?goaway=11',
      '-w14',
      '-W17',
      '-b8',
    );
    assertSame(told, seen);
    const kinds = (from: string) =>
      new Set(told.filter((frame) => frame.from === from).map(({ type }) => type));
    assert.deepEqual([...kinds('server')].sort(), [
      'ALTSVC',
      'DATA',
      'GOAWAY',
      'HEADERS',
      'ORIGIN',
      'PING',
      'SETTINGS',
      'WINDOW_UPDATE',
    ]);
    assert.deepEqual([...kinds('browser')].sort(), [
      'HEADERS',
      'PING',
      'SETTINGS',
      'WINDOW_UPDATE',
    ]);
  },
);

test('nghttp and the tap tell the same of a reset', { skip: nghttpIsMissing }, async () => {
  const { told, seen } = await compareWithNghttp(made.origins, 'resets/events', '--no-rfc7540-pri');
  assertSame(told, seen);
  assert.deepEqual(told.at(-1)?.fields, [['error_code', 'INTERNAL_ERROR']]);
  const settings = told.find(({ from }) => from === 'browser')!;
  assert.deepEqual(settings.fields.at(-1), ['NO_RFC7540_PRIORITIES', '1']);
});

test(
  'nghttp and the tap tell the same of a demo of the course',
  { skip: nghttpIsMissing },
  async () => {
    const tap = newTap();
    const reading = readTap(course.origins.site, tap);
    const event = reading.find(({ frame }) => frame?.type === 'DATA');
    const ending = event.then(() => causeFault(course.origins.site, `${tap}.1`, 'end'));
    const url = `${course.origins.labTls}/@${tap}.1/first-stream/events`;
    const seen = await framesSeenByNghttp(url);
    assert.equal((await ending).status, 200);
    await reading.find(isLast);
    assertSame(framesOf(reading.records()), seen);
    reading.leave();
  },
);

test('Node’s own client and the tap tell the same', async () => {
  const run = `${newTap()}.1`;
  const tap = readTap(made.origins.site, run.slice(0, 12));
  const client = http2Client(made.origins.labTls);
  const heard = listenTo(client.session, `/@${run}/everything/events?goaway=0`);
  await heard.closed;
  await tap.find(isLast);
  const told = framesOf(tap.records()).filter(({ from }) => from === 'server');
  const fieldsOf = (type: string) =>
    told.filter((frame) => frame.type === type).map(({ fields }) => fields);

  assert.deepEqual(fieldsOf('HEADERS'), heard.headers);
  assert.deepEqual(fieldsOf('SETTINGS').flat(), [
    ['MAX_CONCURRENT_STREAMS', String(heard.settings.maxConcurrentStreams)],
    ['INITIAL_WINDOW_SIZE', String(heard.settings.initialWindowSize)],
    ['ENABLE_CONNECT_PROTOCOL', String(Number(heard.settings.enableConnectProtocol))],
  ]);
  assert.deepEqual(fieldsOf('PING').flat(), heard.pings);
  assert.deepEqual(fieldsOf('GOAWAY'), heard.goaways);
  assertSameData(tap.records(), Buffer.concat(heard.data));
  client.close();
  tap.leave();
});

test('a header block that is kept back stays in one piece', async () => {
  const run = `${newTap()}.1`;
  const tap = readTap(made.origins.site, run.slice(0, 12));
  const client = http2Client(made.origins.labTls);
  const stream = client.session.request({ ':path': `/@${run}/trails/events` });
  const trailers = once(stream, 'trailers') as Promise<[IncomingHttpHeaders]>;
  await once(stream.resume(), 'data');
  await causeFault(made.origins.site, run, 'hold');
  await fetch(`${made.origins.lab}/trails/end`);
  await causeFault(made.origins.site, run, 'resume');
  assert.equal((await trailers)[0]['x-long']?.length, 20_000);
  await tap.find(({ frame }) => frame?.type === 'CONTINUATION');
  const types = framesOf(tap.records()).filter(({ from }) => from === 'server');
  assert.deepEqual(
    types.slice(-2).map(({ type }) => type),
    ['HEADERS', 'CONTINUATION'],
  );
  client.close();
  tap.leave();
});

async function compareWithNghttp(
  { site, labTls }: Origins,
  path: string,
  ...options: string[]
): Promise<{ told: SeenFrame[]; seen: SeenFrame[] }> {
  const tap = newTap();
  const reading = readTap(site, tap);
  const seen = await framesSeenByNghttp(`${labTls}/@${tap}.1/${path}`, ...options);
  await reading.find(isLast);
  reading.leave();
  return { told: framesOf(reading.records()), seen };
}

/** Each direction of the stream, and of the connection, frame by frame. */
function assertSame(told: SeenFrame[], seen: SeenFrame[]): void {
  const own = told.find(({ type }) => type === 'HEADERS')!.streamId;
  for (const streamId of [0, own]) {
    for (const from of ['server', 'browser']) {
      const of = (frames: SeenFrame[]) =>
        frames.filter((frame) => frame.streamId === streamId && frame.from === from);
      const [ours, theirs] = [of(told), of(seen)];
      assert.ok(ours.length > 0, `${from}, stream ${streamId}`);
      // What the client sends after the stream has ended is no business of the run any more.
      const both = from === 'server' ? theirs : theirs.slice(0, ours.length);
      assert.deepEqual(ours, both, `${from}, stream ${streamId}`);
    }
  }
}

/** Every byte of the body that the tap keeps, at its place. */
function assertSameData(records: WireRecord[], body: Buffer): void {
  let at = 0;
  for (const record of records.filter(({ frame }) => frame?.type === 'DATA')) {
    const [start, length] = record.payload!;
    const kept = bytesOf(record).subarray(start, start + length);
    assert.deepEqual(kept, body.subarray(at, at + length));
    assert.ok(record.cut ?? length === record.frame!.length);
    at += record.frame!.length;
  }
  assert.equal(at, body.length);
}

/** What Node's client says of a request to this path, in the words of the tap. */
function listenTo(session: ClientHttp2Session, path: string) {
  const heard = {
    headers: [] as SeenFrame['fields'][],
    settings: {} as Settings,
    pings: [] as SeenFrame['fields'],
    goaways: [] as SeenFrame['fields'][],
    data: [] as Buffer[],
  };
  session.on('remoteSettings', (settings: Settings) => (heard.settings = settings));
  session.on('ping', (payload: Buffer) =>
    heard.pings.push(['opaque_data', payload.toString('hex')]),
  );
  session.on('goaway', (code, last, debug) =>
    heard.goaways.push([
      ['last_stream_id', String(last)],
      ['error_code', code === constants.NGHTTP2_NO_ERROR ? 'NO_ERROR' : String(code)],
      ['opaque_data', `[${Buffer.from(debug).toString()}]`],
    ]),
  );
  const stream = session.request({ ':path': path });
  for (const event of ['headers', 'response', 'trailers'])
    stream.on(event, (_headers: object, _flags: number, raw: string[]) =>
      heard.headers.push(pairs(raw)),
    );
  stream.on('data', (bytes: Buffer) => heard.data.push(bytes));
  return Object.assign(heard, { closed: once(stream, 'close') });
}

const pairs = (raw: string[]) =>
  raw.flatMap((name, at): SeenFrame['fields'] => (at % 2 ? [] : [[name, raw[at + 1]!]]));

/** The end of the response, in whatever way. */
function isLast({ from, frame }: WireRecord): boolean {
  const isEnd = frame?.type === 'RST_STREAM' || frame?.flags.includes('END_STREAM');
  return from === 'server' && isEnd === true;
}

/** The tap's records in the words of nghttp. The preface is no frame. */
function framesOf(records: WireRecord[]): SeenFrame[] {
  return records.flatMap(({ from, frame }) =>
    from === 'host' || !frame || frame.type === 'PREFACE'
      ? []
      : [{ from, ...inWordsOfNghttp(frame) }],
  );
}

function inWordsOfNghttp(frame: FrameRecord): Omit<SeenFrame, 'from'> {
  const { type, streamId, flags, length, settings, headers, errorCode, increment } = frame;
  const [, last, debug = ''] = /^last stream (\d+)(?:: (.*))?$/.exec(frame.detail ?? '') ?? [];
  const fields: SeenFrame['fields'] = [
    ...(settings ?? []).map(([name, value]): [string, string] => [name, String(value)]),
    ...(headers ?? []),
    ...(last ? [['last_stream_id', last] as [string, string]] : []),
    ...(errorCode ? [['error_code', errorCode] as [string, string]] : []),
    ...(last ? [['opaque_data', `[${debug}]`] as [string, string]] : []),
    ...(increment ? [['window_size_increment', String(increment)] as [string, string]] : []),
    ...(type === 'PING' ? [['opaque_data', frame.detail ?? ''] as [string, string]] : []),
  ];
  return { type, streamId, flags, length, fields };
}
