// The demo `channel`: the course's own engine, with a channel for each reader.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StreamEvent } from '../../src/sse/parse.ts';
import { startTestCompanion } from '../support/companion.ts';
import { http2Client } from '../support/http2-client.ts';
import { openRaw } from '../support/raw-client.ts';
import { bodyOf, parseEvents } from '../support/tap-reader.ts';

const { origins } = await startTestCompanion();
const demo = `${origins.lab}/channel`;
let readers = 0;
const newReader = () => `wire${++readers}`;

type State = { id: string; sum: number; oldest: number; last: number };
const stateOf = async (reader: string) =>
  (await (await fetch(`${demo}/state?reader=${reader}`)).json()) as State;

/** As one of the course's pages. */
const post = (path: string) =>
  fetch(`${demo}/${path}`, { method: 'POST', headers: { Origin: origins.site } });

const numberOf = ({ lastEventId }: StreamEvent) => Number(lastEventId.split('-')[1]);
const changeOf = ({ data }: StreamEvent) => JSON.parse(data) as { add: number; sum: number };

/** Opens a stream, and resolves with its first events. */
async function read(reader: string, count: number, lastEventId = '', more = '') {
  const client = openRaw(origins.lab, `/channel/events?reader=${reader}${more}`, {
    ...(lastEventId ? { 'Last-Event-ID': lastEventId } : {}),
  });
  const events = () => parseEvents(bodyOf(client));
  await client.until(() => events().length >= count);
  client.leave();
  return events().slice(0, count);
}

test('the stream begins with a comment and the reconnection time, and each event has its ID', async () => {
  const client = openRaw(origins.lab, `/channel/events?reader=${newReader()}`);
  await client.until(() => parseEvents(bodyOf(client)).length > 1);
  client.leave();
  assert.match(
    bodyOf(client).toString(),
    /^:\nretry: 300\nid: ([a-z0-9]+)-1\ndata: \{"add":(\d),"sum":\2\}\n\nid: \1-2\ndata: /,
  );
});

for (const lag of [3, 120]) {
  test(`who comes back ${lag} events later is sent each of them, once and in order`, async () => {
    const reader = newReader();
    await post(`rate?reader=${reader}&rate=100`);
    const before = await read(reader, 5);
    const last = before.at(-1)!.lastEventId;
    await read(reader, lag, last);
    const all = [...before, ...(await read(reader, lag + 2, last))];
    assert.deepEqual(
      all.map(numberOf),
      all.map((_, index) => numberOf(all[0]!) + index),
    );
    let { sum } = changeOf(all[0]!);
    for (const event of all.slice(1)) {
      assert.equal(changeOf(event).sum, (sum += changeOf(event).add));
    }
  });
}

test('over HTTP/2 the same, as bare bytes', async () => {
  const client = http2Client(origins.labTls);
  const stream = client.open(`/channel/events?reader=${newReader()}`);
  assert.equal((await stream.headers)['content-type'], 'text/event-stream');
  const body = Buffer.from(await stream.until(/-3\n[^\n]+\n\n/));
  assert.deepEqual(parseEvents(body).slice(0, 3).map(numberOf), [1, 2, 3]);
  client.close();
});

test('a page that is given a sum and its place goes on exactly there', async () => {
  const reader = newReader();
  await read(reader, 4);
  const { id, sum, last } = await stateOf(reader);
  const [next] = await read(reader, 1, '', `&lastEventId=${id}`);
  assert.equal(numberOf(next!), last + 1);
  assert.equal(changeOf(next!).sum, sum + changeOf(next!).add);
});

test('who was away for longer than events are kept is told so', async () => {
  const reader = newReader();
  await post(`rate?reader=${reader}&rate=100`);
  const [first] = await read(reader, 260);
  const { oldest } = await stateOf(reader);
  assert.ok(oldest > numberOf(first!) + 1, 'no more than 200 are kept');
  const [reset, next] = await read(reader, 2, first!.lastEventId);
  assert.equal(reset!.type, 'reset');
  assert.deepEqual(JSON.parse(reset!.data), { reason: 'too-old' });
  assert.equal(numberOf(next!), numberOf(reset!) + 1);
});

test('after another start the old IDs are nobody’s, and who comes with one is told so', async () => {
  const reader = newReader();
  const [first] = await read(reader, 1);
  assert.equal((await post(`forget?reader=${reader}`)).status, 204);
  const [reset] = await read(reader, 1, first!.lastEventId);
  assert.deepEqual(JSON.parse(reset!.data), { reason: 'unknown-id' });
  assert.notEqual(reset!.lastEventId.split('-')[0], first!.lastEventId.split('-')[0]);
});

test('ten cuts end ten streams, whenever they come back, and nothing is lost', async () => {
  const reader = newReader();
  const all: StreamEvent[] = [];
  const open = () =>
    openRaw(origins.lab, `/channel/events?reader=${reader}`, {
      ...(all.length > 0 ? { 'Last-Event-ID': all.at(-1)!.lastEventId } : {}),
    });
  let client = open();
  await client.until('id: ');
  assert.equal((await post(`cut?reader=${reader}`)).status, 204);
  for (let cuts = 0; cuts < 10; cuts++) {
    await client.ended;
    all.push(...parseEvents(bodyOf(client)));
    client = open();
  }
  client.leave();
  assert.deepEqual(
    all.map(numberOf),
    all.map((_, index) => index + 1),
  );
});

test('what cannot be is refused with a sentence', async () => {
  const cases = [
    ['rate?reader=me&rate=7', 400, /0, 2, 20 or 100/],
    ['cut?reader=NO', 400, /1 to 20 of a-z and 0-9/],
    ['nothing', 404, /events/],
  ] as const;
  for (const [path, status, sentence] of cases) {
    const answer = await post(path);
    assert.equal(answer.status, status, path);
    assert.match(await answer.text(), sentence);
  }
});

test('there is room for a hundred readers, and the next one is told so', async () => {
  for (let n = 0; n < 100; n++) await stateOf(`room${n}`).catch(() => {});
  const answer = await fetch(`${demo}/state?reader=late`);
  assert.equal(answer.status, 503);
  assert.match(await answer.text(), /Too many readers/);
});
