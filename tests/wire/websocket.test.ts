import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect as connectPlain } from 'node:net';
import { after, test } from 'node:test';
import { connect as connectTls } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import type { WireRecord } from '../../src/server/wire-record.ts';
import { startLabs } from '../../src/server/companion.ts';
import { findDemos } from '../../src/server/demos.ts';
import { startDemoAlone } from '../../src/server/run-demo.ts';
import {
  startTestCompanion,
  temporaryFolder,
  testSettings,
  writeSite,
} from '../support/companion.ts';
import { growingBytes } from '../support/growing-bytes.ts';
import { http2Client } from '../support/http2-client.ts';
import { originsIn, runNode } from '../support/process.ts';
import { get, openRaw, rawClient, type RawClient } from '../support/raw-client.ts';
import { bytesOf, causeFault, newTap, readTap } from '../support/tap-reader.ts';
import { until } from '../support/until.ts';

const support = (name: string) => fileURLToPath(new URL(`../support/${name}`, import.meta.url));
const demos = findDemos(support('websocket-demos'));
const { origins } = await startTestCompanion({ demos });

// The key and the answer of RFC 6455 1.3.
const key = 'dGhlIHNhbXBsZSBub25jZQ==';
const asked = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': key,
};
const granted = [
  'HTTP/1.1 101 Switching Protocols',
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
].join('\r\n');

const open = (path: string, fields: Record<string, string> = {}, lab = origins.lab) =>
  openRaw(lab, path, { ...asked, ...fields });

/** Milliseconds: less than the 2000 after which the host gives up a client that does not close. */
const longestWait = 1900;

/** Opens a WebSocket and waits until it is granted. */
async function opened(path: string, fields?: Record<string, string>): Promise<RawClient> {
  const client = open(path, fields);
  await client.until('\r\n\r\n');
  return client;
}

/** A client's frame, masked with zeros: its payload can be read. RFC 6455 5.2 */
function frame(text: string | Buffer, opcode = 1): Buffer {
  const body = Buffer.from(text);
  assert.ok(body.length < 126);
  return Buffer.of(0x80 | opcode, 0x80 | body.length, 0, 0, 0, 0, ...body);
}

/** A server's close frame, as a text of bytes. */
function closing(code: number, reason = ''): string {
  return `\x88${String.fromCharCode(reason.length + 2, code >> 8, code & 0xff)}${reason}`;
}

/** What an answer without a 101 says: its status, what it contains, how its connection ended. */
async function refusal(client: RawClient): Promise<{ status: number; text: string; end: string }> {
  const end = await client.ended;
  const text = client.all().toString();
  return { status: Number(text.slice(9, 12)), text, end };
}

test('the handshake is the one of RFC 6455, byte for byte, and an echo comes back', async () => {
  const client = await opened('/talk/ws');
  assert.equal(client.all().toString(), `${granted}\r\n\r\n`);
  client.send(frame('Hello'));
  await client.until(`${granted}\r\n\r\n\x81\x05Hello`);
  client.leave();
});

test('a demo sees its own path, mounted, in a run and alone', async () => {
  const alone = await startDemoAlone('talk', testSettings(), { demos });
  after(alone.close);
  const mounted = [open('/talk/ws?a=1'), open(`/@${newTap()}.1/talk/ws?a=1`)];
  for (const client of [...mounted, open('/ws?a=1', {}, alone.origin)]) {
    await client.until('\r\n\r\n');
    client.send(frame('url'));
    await client.until('\x81\x07/ws?a=1');
    client.leave();
  }
  assert.equal((await refusal(open('/@short.1/ws', {}, alone.origin))).status, 404);
});

test('what a client sends behind its request reaches the demo', async () => {
  const request = Buffer.from(get(origins.lab, '/talk/ws', asked));
  const client = rawClient(origins.lab, Buffer.concat([request, frame('early')]));
  await client.until('\x81\x05early');
  client.leave();
});

test('pages of the course and of the demo itself may connect, and programs; foreign pages may not', async () => {
  for (const origin of [origins.site, origins.lab, origins.labTls]) {
    (await opened('/talk/ws', { Origin: origin })).leave();
  }
  for (const origin of ['http://evil.example', 'http://localhost:1', 'null', '']) {
    const { status, text } = await refusal(open('/talk/ws', { Origin: origin }));
    assert.equal(status, 403, origin);
    assert.match(text, /Only pages of the course may connect here\./);
  }
});

test('what cannot become a WebSocket is refused with a status and a sentence, and the connection ends', async () => {
  const cases: [path: string, fields: Record<string, string>, status: number, text: RegExp][] = [
    ['/talk/ws', { Host: 'evil.example' }, 421, /does not answer for "evil\.example"/],
    ['/talk/ws', { 'Sec-WebSocket-Version': '8' }, 426, /^Sec-WebSocket-Version: 13\r$/m],
    ['/talk/ws', { 'Sec-WebSocket-Version': '' }, 426, /^Upgrade: websocket\r$/m],
    ['/talk/ws', { 'Sec-WebSocket-Key': 'short' }, 400, /16 bytes in base64/],
    ['/first-stream/ws', {}, 404, /demos are listed at/],
    ['/talk', {}, 404, /demos are listed at/],
    ['/talk//ws', {}, 404, /demos are listed at/],
    ['/@short.1/talk/ws', {}, 404, /demos are listed at/],
  ];
  for (const [path, fields, status, sentence] of cases) {
    const answer = await refusal(open(path, fields));
    assert.equal(answer.status, status, path);
    assert.match(answer.text, sentence);
    assert.match(answer.text, /^Connection: close\r$/m);
    assert.equal(answer.end, 'end');
  }
  const post = get(origins.lab, '/talk/ws', asked).replace('GET', 'POST');
  const answer = await refusal(rawClient(origins.lab, post));
  assert.deepEqual([answer.status, /^Allow: GET\r$/m.test(answer.text)], [405, true]);
});

test('a demo without a WebSocket half says so', async () => {
  const course = await startTestCompanion();
  const { status, text } = await refusal(open('/first-stream/ws', {}, course.origins.lab));
  assert.equal(status, 404);
  assert.match(text, /The demo "first-stream" has no WebSocket half/);
});

test('a wish for another protocol is ignored, and HTTP/1.0 cannot wish', async () => {
  const h2c = openRaw(origins.lab, '/talk/events', { Connection: 'Upgrade', Upgrade: 'h2c' });
  assert.match(await h2c.until(': ok'), /^HTTP\/1\.1 200 /);
  const old = get(origins.lab, '/talk/events', asked).replace('HTTP/1.1', 'HTTP/1.0');
  const http10 = rawClient(origins.lab, old);
  assert.match(await http10.until(': ok'), /^HTTP\/1\.1 200 /);
  for (const client of [h2c, http10]) client.leave();
});

test('a WebSocket asked for inside another answer gets none', async () => {
  const client = openRaw(origins.lab, '/talk/events');
  await client.until(': ok');
  client.send(get(origins.lab, '/talk/ws', asked));
  await client.ended;
  assert.doesNotMatch(client.all().toString(), / 101 /);
});

test('a WebSocket is a stream until its connection closes: beyond the caps it gets 503 and when to retry', async () => {
  const small = await startTestCompanion({ demos }, { ...testSettings(), maxStreamsPerClient: 2 });
  const held = [1, 2].map(() => open('/talk/ws', {}, small.origins.lab));
  await Promise.all(held.map((client) => client.until('\r\n\r\n')));
  const { status, text } = await refusal(open('/talk/ws', {}, small.origins.lab));
  assert.equal(status, 503);
  assert.match(text, /^Retry-After: 5\r$/m);
  assert.match(text, /2 streams open already/);
  assert.equal((await fetch(`${small.origins.lab}/talk/count`)).status, 503);
  held[0]!.leave();
  await until('a place is free again', async () => {
    const client = open('/talk/ws', {}, small.origins.lab);
    const head = await client.until('\r\n\r\n');
    client.leave();
    return head.startsWith('HTTP/1.1 101 ');
  });
  held[1]!.leave();
});

test('an idle WebSocket is not idle HTTP: it stays', async () => {
  const brief = await startTestCompanion({ demos, idleTime: 50 });
  const client = open('/talk/ws', {}, brief.origins.lab);
  await client.until('\r\n\r\n');
  // A connection that was opened later, and that the same clock ends.
  const silent = rawClient(brief.origins.lab, '');
  await silent.ended;
  client.send(frame('still'));
  await client.until('still');
  client.leave();
});

const framesOf = (records: WireRecord[]) =>
  records.flatMap(({ from, webSocket }) =>
    webSocket ? [[from, webSocket.opcode, webSocket.length]] : [],
  );

test('the records of a run are the bytes that the client sent and received', async () => {
  const run = `${newTap()}.1`;
  const tap = readTap(origins.site, run.slice(0, 12));
  const client = await opened(`/@${run}/talk/ws`);
  const sent = [frame('Hello'), frame('ping'), frame(Buffer.of(3, 232), 8)];
  for (const one of sent.slice(0, 2)) client.send(one);
  await client.until('\x89\x01p');
  client.send(sent[2]!);
  await client.until(closing(1000));
  const closed = await tap.find(({ kind }) => kind === 'closed');
  const records = tap.records();
  const by = (from: string) =>
    Buffer.concat(records.filter((one) => one.from === from).map(bytesOf)).toString('latin1');
  assert.equal(
    by('browser'),
    get(origins.lab, `/@${run}/talk/ws`, asked) + Buffer.concat(sent).toString('latin1'),
  );
  assert.equal(by('server'), client.all().toString('latin1'));
  assert.deepEqual(framesOf(records), [
    ['browser', 'text', 5],
    ['server', 'text', 5],
    ['browser', 'text', 4],
    ['server', 'ping', 1],
    ['browser', 'close', 2],
    ['server', 'close', 2],
  ]);
  const [request, response, text, echo] = records;
  assert.deepEqual([request!.kind, response!.kind], ['request-head', 'response-head']);
  assert.deepEqual([text!.kind, text!.protocol, text!.size], ['ws-frame', 'WebSocket', 11]);
  assert.deepEqual(text!.webSocket, {
    ...{ opcode: 'text', fin: true, rsv: [], length: 5, mask: [0, 0, 0, 0], content: 'text' },
  });
  assert.deepEqual([echo!.payload, echo!.webSocket?.mask], [[2, 5], undefined]);
  assert.equal(records.at(-2)!.webSocket?.closeCode, 1000);
  assert.deepEqual([closed.protocol, closed.reason], ['WebSocket', 'server ended']);
  tap.leave();
});

test('over TLS a browser’s offer of HTTP/1.1 is taken, and HTTP/2 announces no WebSocket', async () => {
  const { hostname, port } = new URL(origins.labTls);
  const run = `${newTap()}.1`;
  const tap = readTap(origins.site, run.slice(0, 12));
  const socket = connectTls({
    ...{ host: hostname, port: Number(port), servername: 'localhost' },
    ...{ ALPNProtocols: ['http/1.1'], rejectUnauthorized: false },
  });
  const bytes = growingBytes();
  socket.on('data', bytes.push);
  socket.write(get(origins.labTls, `/@${run}/talk/ws`, asked));
  await bytes.until('\r\n\r\n');
  assert.equal(socket.alpnProtocol, 'http/1.1');
  socket.write(frame('Hello'));
  await bytes.until(`${granted}\r\n\r\n\x81\x05Hello`);
  await tap.find(({ from, webSocket }) => from === 'server' && webSocket?.opcode === 'text');
  socket.destroy();
  tap.leave();
  const client = http2Client(origins.labTls);
  await client.open('/').ended;
  assert.equal(client.session.remoteSettings.enableConnectProtocol ?? false, false);
  client.close();
});

test('garbage frames end their own connection with 1002, and the record says what was wrong', async () => {
  const run = `${newTap()}.1`;
  const tap = readTap(origins.site, run.slice(0, 12));
  const client = await opened(`/@${run}/talk/ws`);
  client.send(Buffer.from('\x83\x80\0\0\0\0 and nothing of this makes sense', 'latin1'));
  await client.until(closing(1002));
  const bad = await tap.find(({ webSocket }) => webSocket?.problem !== undefined);
  assert.deepEqual([bad.from, bad.webSocket?.problem], ['browser', 'reserved opcode']);
  await tap.find(({ kind }) => kind === 'closed');
  assert.deepEqual(framesOf(tap.records()).at(-1), ['server', 'close', 2]);
  (await opened('/talk/ws')).leave();
  tap.leave();
});

test('a message beyond the demo’s limit ends with 1009, as soon as its length is said', async () => {
  const client = await opened('/talk/ws');
  client.send(Buffer.of(0x82, 0xfe, 0x10, 0, 0, 0, 0, 0));
  await client.until(closing(1009));
  client.leave();
});

test('a reader who does not read is given up before memory is', async () => {
  const { hostname, port } = new URL(origins.lab);
  const socket = connectPlain(Number(port), hostname).on('error', () => {});
  const count = async () => Number(await (await fetch(`${origins.lab}/talk/count`)).text());
  const before = await count();
  socket.write(get(origins.lab, '/talk/ws', asked));
  await new Promise((resolve) => socket.once('data', resolve));
  socket.pause();
  assert.equal(await count(), before + 1);
  socket.write(frame('flood'));
  await until('the socket of who does not read is closed', async () => (await count()) === before);
  socket.destroy();
});

test('what a demo throws, now or later, closes its socket with 1011 and nothing else', async () => {
  const process = runNode(support('serve-companion.ts'), [
    ...[writeSite({}), temporaryFolder(), support('websocket-demos')],
  ]);
  const { lab } = originsIn(await process.output.until(/^\{.*\}$/m));
  const begin = async (path: string) => {
    const client = open(path, {}, lab);
    await client.until('\r\n\r\n');
    return client;
  };
  const bystander = await begin('/talk/ws');
  const failures = {
    throw: 'in a listener',
    later: 'from a timer',
    reject: 'from a promise',
  };
  for (const [message, how] of Object.entries(failures)) {
    const client = await begin('/careless/ws');
    client.send(frame(message));
    await client.until(closing(1011, 'The demo failed.'));
    client.send(frame(Buffer.of(3, 243), 8));
    assert.equal(await client.ended, 'end', how);
    await process.output.until(
      `The demo "careless" failed: Error: ${how} (demos/careless/server.ts`,
    );
  }
  const before = await refusal(open('/careless/throw', {}, lab));
  assert.deepEqual([before.status, before.text.includes('The demo failed.')], [500, true]);

  // Of two close frames only the first is one: RFC 6455 5.5.1.
  const twice = await begin('/careless/ws');
  twice.send(frame('twice'));
  await twice.until(closing(4000, 'first'));
  twice.send(frame(Buffer.of(15, 160), 8));
  await twice.ended;
  assert.ok(twice.all().toString('latin1').endsWith(closing(4000, 'first')));

  const garbage = await begin('/careless/ws');
  garbage.send(Buffer.of(0x83, 0x80, 0, 0, 0, 0));
  await garbage.until(closing(1002));
  await garbage.ended;

  bystander.send(frame('still here'));
  await bystander.until('still here');
  for (const client of [bystander, garbage]) client.leave();
});

test('the faults cut, end, stall and resume act on a WebSocket', async () => {
  const begin = async () => {
    const run = `${newTap()}.1`;
    const tap = readTap(origins.site, run.slice(0, 12));
    const client = await opened(`/@${run}/talk/ws`);
    return { run, tap, client, cause: (fault: string) => causeFault(origins.site, run, fault) };
  };
  const cut = await begin();
  await cut.cause('cut');
  assert.equal(await cut.client.ended, 'ECONNRESET');
  assert.equal((await cut.tap.find(({ kind }) => kind === 'closed')).reason, 'cut');

  const ended = await begin();
  await ended.cause('end');
  await ended.client.until(closing(1000, 'A reader ended it on purpose.'));
  ended.client.send(frame(Buffer.of(3, 232), 8));
  assert.equal(await ended.client.ended, 'end');

  const stalled = await begin();
  await stalled.cause('stall');
  stalled.client.send(frame('kept'));
  await stalled.tap.find(({ from, webSocket }) => from === 'browser' && webSocket !== undefined);
  await (await fetch(`${origins.lab}/talk/count`)).text();
  assert.doesNotMatch(stalled.client.all().toString(), /kept/);
  await stalled.cause('resume');
  await stalled.client.until('\x81\x04kept');
  stalled.client.leave();

  const ending = await begin();
  await ending.cause('stall');
  ending.client.send(frame(Buffer.of(3, 232), 8));
  await ending.tap.find(({ from, webSocket }) => from === 'browser' && webSocket !== undefined);
  await (await fetch(`${origins.lab}/talk/count`)).text();
  assert.equal(ending.client.all().toString(), `${granted}\r\n\r\n`);
  await ending.cause('resume');
  await ending.client.until(closing(1000));
  assert.equal(await ending.client.ended, 'end');

  const refused = await begin();
  await refused.cause('answer-500');
  await refused.client.ended;
  assert.equal((await refusal(open(`/@${refused.run}/talk/ws`))).status, 500);
  (await opened(`/@${refused.run}/talk/ws`)).leave();
  for (const { tap } of [cut, ended, stalled, ending, refused]) tap.leave();
});

for (const [what, [code, reason]] of Object.entries({
  'the end of the companion': [1001, 'The companion is stopping.'],
  'an edit of the demo': [1012, 'The demo was edited.'],
} as const)) {
  test(`${what} is said to a WebSocket in a close frame, and nobody waits long`, async () => {
    const labs = await startLabs(testSettings(), { demos, tls: temporaryFolder() });
    after(labs.close);
    const socket = new WebSocket(`ws://localhost:${labs.settings.labPort}/talk/ws`);
    await once(socket, 'open');
    const closed = once(socket, 'close');
    const began = performance.now();
    if (code === 1012) labs.lab.endDemo('talk');
    else await labs.close();
    assert.deepEqual((await closed).map(String), [String(code), reason]);
    const took = performance.now() - began;
    assert.ok(took < longestWait, `${took} ms: the host has waited for its deadline`);
  });
}

test('a demo that grants too late, after the host has refused, grants nothing', async () => {
  const labs = await startLabs(testSettings(), { demos, tls: temporaryFolder() });
  after(labs.close);
  const lab = `http://localhost:${labs.settings.labPort}`;
  const asking = open('/careless/late', {}, lab);
  const text = async (path: string) => (await fetch(`${lab}/careless/${path}`)).text();
  await until('somebody waits', async () => (await text('waits')) === 'somebody waits');
  labs.lab.endDemo('careless');
  await text('grant');
  const answer = await refusal(asking);
  assert.equal(answer.status, 503);
  assert.match(answer.text, /The demo was edited\./);
  assert.doesNotMatch(answer.text, / 101 /);
});

test('a client that does not answer the close frame is cut off', { timeout: 15_000 }, async () => {
  const labs = await startLabs(testSettings(), { demos, tls: temporaryFolder() });
  after(labs.close);
  const client = open('/talk/ws', {}, `http://localhost:${labs.settings.labPort}`);
  await client.until('\r\n\r\n');
  labs.lab.endDemo('talk');
  await client.until(closing(1012, 'The demo was edited.'));
  await client.ended;
  const count = async () =>
    (await fetch(`http://localhost:${labs.settings.labPort}/talk/count`)).text();
  await until('no socket is open', async () => (await count()) === '0');
});
