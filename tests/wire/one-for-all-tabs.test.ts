import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { newest } from '../../demos/one-for-all-tabs/server-news.ts';
import { startTestCompanion } from '../support/companion.ts';
import { http2Client } from '../support/http2-client.ts';
import { openRaw, type RawClient } from '../support/raw-client.ts';
import { bodyOf, parseEvents } from '../support/tap-reader.ts';
import { until } from '../support/until.ts';

const { origins } = await startTestCompanion();
const demo = `${origins.lab}/one-for-all-tabs`;

// The demo has something to say once a second: here a second is over when the test says so.
mock.timers.enable({ apis: ['setInterval'] });
const seconds = (count: number) => mock.timers.tick(count * 1000);

const open = (query: string, fields?: Record<string, string>): RawClient =>
  openRaw(origins.lab, `/one-for-all-tabs/events?${query}`, fields);
const events = (client: RawClient) => parseEvents(bodyOf(client));
const ids = (client: RawClient) =>
  events(client)
    .filter(({ type }) => type === 'clock' || type === 'memory')
    .map(({ lastEventId }) => Number(lastEventId));
const from = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);
const untilHeard = (client: RawClient, id?: number) =>
  client.until(() => ids(client).at(-1) === (id ?? newest()));
const count = async (reader: string) =>
  (await (await fetch(`${demo}/count?reader=${reader}`)).json()) as number;

const untilCounted = (reader: string, wanted: number): Promise<void> =>
  until(
    `${wanted} streams of ${reader}`,
    async () => (await count(reader)) === wanted,
    async () => `There are ${await count(reader)}.`,
  );

const clock = String.raw`event: clock\ndata: \d{4}-\d\d-\d\dT[\d:.]{12}Z\n\n`;
const begins = (id: number) =>
  new RegExp(`^retry: 1000\\n\\nevent: streams\\ndata: 1\\n\\nid: ${id}\\n${clock}$`);

test('a stream begins with the number of its reader’s streams, and the latest news', async () => {
  const client = open('reader=ana');
  await untilHeard(client, 1);
  client.leave();
  assert.match(client.all().toString(), /^HTTP\/1\.1 200 OK\r\n[^]*text\/event-stream/);
  assert.match(bodyOf(client).toString(), begins(1));
  await untilCounted('ana', 0);
  const http2 = http2Client(origins.labTls);
  assert.match(await http2.open('/one-for-all-tabs/events?reader=ana').until('Z\n\n'), begins(1));
  http2.close();
});

test('one stream carries several types under one count', async () => {
  const client = open('reader=types');
  await untilHeard(client, 1);
  seconds(2);
  await untilHeard(client, 3);
  client.leave();
  const news = events(client).filter(({ type }) => type !== 'streams');
  assert.deepEqual(
    news.map(({ type, lastEventId }) => `${lastEventId} ${type}`),
    ['1 clock', '2 clock', '3 memory'],
  );
  assert.match(news[2]!.data, /^\d+\.\d MB$/);
});

test('every stream of a reader hears how many there are, over both protocols', async () => {
  const first = open('reader=many');
  await first.until('event: streams\ndata: 1\n');
  const http2 = http2Client(origins.labTls);
  const second = http2.open('/one-for-all-tabs/events?reader=many');
  await second.until('event: streams\ndata: 2\n');
  await first.until('event: streams\ndata: 2\n');
  assert.equal(await count('many'), 2);
  assert.equal(await count('somebody'), 0);
  second.leave();
  await first.until(() => events(first).filter(({ data }) => data === '1').length === 2);
  first.leave();
  await untilCounted('many', 0);
  http2.close();
});

test('who comes back is sent what was said meanwhile, without a gap', async () => {
  const last = newest();
  seconds(4);
  const client = open(`after=${last}`);
  await untilHeard(client, last + 4);
  client.leave();
  assert.deepEqual(ids(client), from(last + 1, last + 4));
  // A browser that comes back by itself has asked for an older number when it opened the stream.
  const again = open(`after=${last}`, { 'Last-Event-ID': String(last + 3) });
  await untilHeard(again, last + 4);
  again.leave();
  assert.deepEqual(ids(again), [last + 4]);
});

test('without readers it falls silent after a minute, and no number is used twice', async () => {
  // The server hears of a leaving client a moment later.
  await untilCounted('everyone', 0);
  const last = newest();
  seconds(600);
  const most = last + 59;
  assert.equal(newest(), most);
  const client = open(`after=${last}`);
  await untilHeard(client, most + 1);
  client.leave();
  assert.deepEqual(ids(client), from(last + 1, most + 1));
});

test('the last 300 are kept', async () => {
  const reader = open('reader=long');
  await untilHeard(reader);
  seconds(300);
  const client = open('after=1');
  await untilHeard(client);
  for (const one of [reader, client]) one.leave();
  assert.deepEqual(ids(client), from(newest() - 299, newest()));
});

test('a number that is still to come belongs to another count, and the stream says so', async () => {
  const client = open(`after=${newest() + 1}`);
  await client.until(`event: reset\ndata: ${newest()}\n\n`);
  client.leave();
});

test('that another count has begun is said before its first number', async () => {
  await untilCounted('everyone', 0);
  // A count that nobody reads stands still, as after a start, and goes on with who comes.
  seconds(600);
  const last = newest();
  const client = open(`after=${last + 53}`);
  await untilHeard(client, last + 1);
  client.leave();
  const heard = events(client).map(({ type, data }) => (type === 'reset' ? `reset ${data}` : type));
  assert.deepEqual(heard.slice(0, 2), ['streams', `reset ${last}`]);
  assert.equal(heard.length, 3);
});

test('a reader has a short name', async () => {
  for (const name of ['', 'A', 'a'.repeat(21), 'a b', 'ñ'])
    assert.equal((await fetch(`${demo}/events?reader=${name}`)).status, 400, name);
});
