import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { beforeEach, mock, test } from 'node:test';
import { publish, readers as everybody } from '../../demos/board/server-publish.ts';
import { startTestCompanion } from '../support/companion.ts';
import { http2Client } from '../support/http2-client.ts';
import { get, openRaw, type RawClient } from '../support/raw-client.ts';
import { bodyOf, parseEvents } from '../support/tap-reader.ts';

type Card = { id: string; version: number; text: string; column: string; by: string; did: string };
type Presence = { readers: { name: string; on: string }[] };
type Answer = Card & { code?: string; sentence?: string; current?: Card };

const { origins } = await startTestCompanion();
const board = `${origins.lab}/board`;

// The board counts requests by the second: the tests have a clock that moves when they say so.
mock.timers.enable({ apis: ['Date'], now: Date.now() });
const nextSecond = () => mock.timers.tick(1000);
beforeEach(nextSecond);

/** The events of a type that have come so far. */
function heard<Data>(client: RawClient, wanted: string): Data[] {
  const events = parseEvents(bodyOf(client)).filter(({ type }) => type === wanted);
  return events.map(({ data }) => JSON.parse(data) as Data);
}

/** Resolves with the first event of a type that satisfies, among those there and those to come. */
async function hear<Data>(
  client: RawClient,
  type: string,
  wanted: (data: Data) => boolean = () => true,
): Promise<Data> {
  await client.until(() => heard<Data>(client, type).some(wanted));
  return heard<Data>(client, type).find(wanted)!;
}

/** Opens a stream, and waits for what it begins with. */
async function join(reader: string): Promise<RawClient> {
  const client = openRaw(origins.lab, `/board/events?reader=${reader}`);
  await hear(client, 'presence');
  return client;
}

/** Resolves once exactly these are here, each with the card under their cursor. */
function whoIs(client: RawClient, ...readers: string[]): Promise<unknown> {
  return client.until(() => {
    const now = heard<Presence>(client, 'presence').at(-1)?.readers ?? [];
    return now.map(({ name, on }) => [name, on].join(' ').trim()).join() === readers.join();
  });
}

async function ask(
  method: string,
  path: string,
  body: string | object | null = null,
  headers: Record<string, string> = {},
): Promise<{ status: number; answer: Answer }> {
  const text = typeof body === 'string' || !body ? body : JSON.stringify(body);
  const response = await fetch(`${board}/${path}`, { method, body: text, headers });
  return { status: response.status, answer: (await response.json()) as Answer };
}

const ifMatch = ({ version }: Card) => ({ 'If-Match': `"${version}"` });
const add = async (text: string) =>
  (await ask('POST', 'cards?reader=Ana', { text, column: 'todo' })).answer;
const put = (card: Card, wish: Partial<Card>) =>
  ask(
    'PUT',
    `cards/${card.id}?reader=Luis`,
    { ...card, ...wish },
    {
      ...ifMatch(card),
      'Change-Id': 'l1',
    },
  );
const remove = (card: Card) => ask('DELETE', `cards/${card.id}?reader=Luis`, null, ifMatch(card));

/** A card as JSON, in a regular expression. */
const cardJson = (fields: string, was = '') =>
  String.raw`\{"id":"[0-9a-f]{8}",${fields}${was},"version":\d+,"at":"\d{4}-\d\d-\d\dT[\d:.]{12}Z"\}`;
const seeds = [
  '"text":"RFC 9110","column":"todo"',
  '"text":"RFC 9112","column":"doing"',
  '"text":"RFC 9113","column":"done"',
].map((wish) => cardJson(`${wish},"by":"demo","change":"","did":"added"`));
const snapshot = (name: string) =>
  String.raw`retry: 1000\nid: \d+\nevent: board\ndata: \{"you":"${name}","began":"[-\d:.TZ]{24}","cards":\[${seeds.join(',')}\]\}\n\n` +
  String.raw`event: presence\ndata: \{"readers":\[\{"name":"${name}","on":""\}\]\}\n\n`;

test('over HTTP/1.1 a stream begins with the whole board, then says who is here', async () => {
  const ana = await join('Ana');
  ana.leave();
  const head = ana.all().toString();
  assert.match(head, /^HTTP\/1\.1 200 OK\r\n[^]*Content-Type: text\/event-stream\r\n/);
  assert.match(bodyOf(ana).toString(), new RegExp(`^${snapshot('Ana')}$`));
});

test('over HTTP/2 the same bytes come, then a change with its number', async () => {
  const client = http2Client(origins.labTls);
  const stream = client.open('/board/events?reader=Iker');
  assert.match(await stream.until('"on":""}]}\n\n'), new RegExp(`^${snapshot('Iker')}$`));
  const card = await add('one');
  const change = cardJson('"text":"one","column":"todo","by":"Ana","change":"","did":"added"');
  assert.match(
    await stream.until('event: card'),
    new RegExp(`\n\nid: ${card.version}\nevent: card\ndata: ${change}\n\n$`),
  );
  await remove(card);
  client.close();
});

test('the answer and the event of a change say the same, and the id is its version', async () => {
  const luis = await join('Luis');
  const card = await add('two');
  const { status, answer } = await put(card, { column: 'doing' });
  const was = ',"was":\\{"text":"two","column":"todo"\\}';
  const moved = '"text":"two","column":"doing","by":"Luis","change":"l1","did":"moved"';
  assert.equal(status, 200);
  assert.match(JSON.stringify(answer), new RegExp(`^${cardJson(moved, was)}$`));
  assert.deepEqual(await hear<Answer>(luis, 'card', ({ did }) => did === 'moved'), answer);
  const last = parseEvents(bodyOf(luis)).filter(({ type }) => type === 'card');
  assert.equal(last.at(-1)?.lastEventId, String(answer.version));

  const gone = (await remove(answer)).answer;
  assert.deepEqual(await hear<Answer>(luis, 'gone'), gone);
  luis.leave();
  assert.deepEqual([gone.did, gone.text, gone.version > answer.version], ['deleted', 'two', true]);
});

test('a change over another one is refused with 412 and the card as it is', async () => {
  const card = await add('three');
  const first = await put(card, { text: 'by the first' });
  const second = await put(card, { text: 'by the second' });
  assert.equal(second.status, 412);
  assert.deepEqual([second.answer.code, second.answer.current], ['changed', first.answer]);
  assert.equal((await remove(card)).status, 412);
  const blind = await ask('PUT', `cards/${card.id}?reader=Ana`, { text: 'x', column: 'done' });
  assert.deepEqual([blind.status, blind.answer.code], [428, 'version']);
  assert.equal((await remove(first.answer)).status, 200);
  assert.equal((await remove(first.answer)).status, 404);
});

test('what is not a change is refused with a code and a sentence', async () => {
  const good = { text: 'x', column: 'todo' };
  const cases: [number, string, string, string, (string | object)?][] = [
    [400, 'reader', 'POST', 'cards', good],
    [400, 'reader', 'POST', `cards?reader=${'n'.repeat(21)}`, good],
    [400, 'json', 'POST', 'cards?reader=Ana', 'text=x'],
    [400, 'text', 'POST', 'cards?reader=Ana', 'null'],
    [400, 'text', 'POST', 'cards?reader=Ana', { ...good, text: ' \n ' }],
    [400, 'text', 'POST', 'cards?reader=Ana', { ...good, text: 'x'.repeat(81) }],
    [400, 'text', 'POST', 'cards?reader=Ana', { ...good, text: ['x'] }],
    [400, 'column', 'POST', 'cards?reader=Ana', { ...good, column: 'toString' }],
    [413, 'large', 'POST', 'cards?reader=Ana', { ...good, more: 'x'.repeat(1000) }],
    [404, 'card', 'PUT', 'cards/nothing?reader=Ana', good],
    [404, 'place', 'PATCH', 'cards/nothing?reader=Ana', good],
    [404, 'place', 'POST', 'cards/a/b?reader=Ana', good],
  ];
  for (const [status, code, method, path, body] of cases) {
    const { status: was, answer } = await ask(method, path, body, { 'If-Match': '"1"' });
    assert.deepEqual([was, answer.code], [status, code], `${method} ${path}`);
    assert.match(answer.sentence ?? '', /^[A-Z].+[.!?]$/);
  }
});

test('markup and line breaks stay text, inside one event', async () => {
  const text = '<img src=x onerror=alert(1)>\n\nevent: gone\ndata: {}';
  const luis = await join('Luis');
  const card = await add(text);
  assert.equal(card.text, text);
  await remove(card);
  await hear(luis, 'gone');
  luis.leave();
  assert.deepEqual(
    heard<Card>(luis, 'card').map((one) => one.text),
    [text],
  );
  assert.equal(heard(luis, 'gone').length, 1);
});

test('who is here is whose stream is open, each under a name of their own', async () => {
  const ana = await join('Ana');
  await whoIs(ana, 'Ana');
  const other = await join('Ana');
  assert.equal((await hear<{ you: string }>(other, 'board')).you, 'Ana 2');
  await ask('PUT', 'editing/abc?reader=Ana%202');
  await whoIs(ana, 'Ana', 'Ana 2 abc');
  await ask('DELETE', 'editing?reader=Ana%202');
  await whoIs(ana, 'Ana', 'Ana 2');
  other.leave();
  await whoIs(ana, 'Ana');
  ana.leave();
});

test('the board holds 30 cards, and takes 20 requests a second', async () => {
  const ana = await join('Ana');
  const mine: Card[] = [];
  for (let n = 4; n <= 30; n++) {
    nextSecond();
    mine.push(await add(`card ${n}`));
  }
  const full = await ask('POST', 'cards?reader=Ana', { text: 'x', column: 'todo' });
  assert.deepEqual([full.status, full.answer.code], [409, 'full']);
  for (const card of mine) {
    nextSecond();
    await remove(card);
  }
  nextSecond();
  const asked = Array.from({ length: 21 }, () => ask('PUT', 'editing/x?reader=Ana'));
  const statuses = (await Promise.all(asked)).map(({ status }) => status);
  assert.deepEqual(
    statuses.filter((status) => status !== 200),
    [429],
  );
  ana.leave();
});

test('it has room for 40 readers', async () => {
  const readers = await Promise.all(Array.from({ length: 40 }, (_, n) => join(`r${n}`)));
  const refused = await fetch(`${board}/events?reader=late`);
  assert.equal(refused.status, 503);
  assert.equal(((await refused.json()) as Answer).code, 'crowd');
  for (const one of readers) one.leave();
});

test('a new board begins when nobody was here for ten minutes, not before', async () => {
  const began = (client: RawClient) => heard<{ began: string }>(client, 'board')[0]!.began;
  const first = await join('Ana');
  await whoIs(first, 'Ana');
  const card = await add('left behind');
  mock.timers.tick(700_000);
  const second = await join('Luis');
  assert.equal(began(second), began(first));
  first.leave();
  await whoIs(second, 'Luis');
  second.leave();
  // The server hears of it a moment later.
  while (everybody.size > 0) await new Promise(setImmediate);
  mock.timers.tick(601_000);
  const third = await join('Ana');
  third.leave();
  assert.notEqual(began(third), began(first));
  assert.equal((await remove(card)).status, 404);
});

test('on request a change is late, answered late, or refused', async () => {
  const ana = await join('Ana');
  const wish = { text: 'slow', column: 'todo' };
  const asking = ['late', 'late-answer', 'refuse'].map((trouble) =>
    ask('POST', `cards?reader=Ana&try=${trouble}`, wish, { 'Change-Id': trouble }),
  );
  // Its event is here long before its answer.
  await ana.until('"change":"late-answer"');
  assert.doesNotMatch(ana.all().toString(), /"change":"late"/);
  const [late, lateAnswer, refused] = await Promise.all(asking);
  assert.deepEqual([late!.status, lateAnswer!.status, refused!.status], [201, 201, 403]);
  assert.equal(refused!.answer.code, 'refused');
  assert.ok(late!.answer.version > lateAnswer!.answer.version);
  for (const one of [late!, lateAnswer!]) await remove(one.answer);
  ana.leave();
});

test('a reader who does not read is cut, over HTTP/1.1 and HTTP/2', async () => {
  const socket = connect(Number(new URL(origins.lab).port), 'localhost');
  socket.write(get(origins.lab, '/board/events?reader=slow1'));
  await once(socket, 'readable');
  const client = http2Client(origins.labTls);
  const stream = client.session.request({ ':path': '/board/events?reader=slow2' });
  await once(stream, 'response');
  const watcher = await join('watcher');
  await whoIs(watcher, 'slow1', 'slow2', 'watcher');
  for (let n = 0; everybody.size > 1; n++) {
    assert.ok(n < 2000, 'the readers who do not read were not cut');
    publish('padding', { text: 'x'.repeat(20_000) });
    await new Promise(setImmediate);
  }
  assert.deepEqual(
    [...everybody.values()].map(({ name }) => name),
    ['watcher'],
  );
  watcher.leave();
  socket.destroy();
  client.close();
});
