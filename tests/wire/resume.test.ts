import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { startTestCompanion } from '../support/companion.ts';
import { http2Client } from '../support/http2-client.ts';
import { openRaw, type RawClient } from '../support/raw-client.ts';
import { bodyOf } from '../support/tap-reader.ts';

const { origins } = await startTestCompanion();
const { lab } = origins;
let readers = 0;

/** A stream of the demo, as a reader whom no other test disturbs. */
function openResume(query: string, lastEventId?: string, reader = newReader()): RawClient {
  const fields = lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId };
  return openRaw(lab, `/resume/events?reader=${reader}${query}`, fields);
}

const newReader = () => `reader${++readers}`;
const text = (client: RawClient) => bodyOf(client).toString();
const event = (number: number, id?: number) =>
  `${id === undefined ? '' : `id: ${id}\n`}data: {"number":${number}}\n\n`;

/** What a reader who comes back is sent until its channel's next number: its body so far. */
async function comeBack(reader: string, query: string, lastEventId: string, until: number) {
  const client = openResume(query, lastEventId, reader);
  await client.until(`"number":${until}}`);
  client.leave();
  return text(client);
}

describe('the bytes of an event', { concurrency: true, timeout: 20_000 }, () => {
  for (const [name, query, expected] of [
    ['without ids', '&ids=off', event(1) + event(2)],
    ['with ids', '', event(1, 1) + event(2, 2)],
    ['with coarse ids', '&ids=coarse', event(1, 1) + event(2, 1)],
  ] as const) {
    test(`${name}, over HTTP/1.1`, async () => {
      const client = openResume(query);
      await client.until('"number":2}');
      client.leave();
      assert.equal(text(client), `: ok\n\n${expected}`);
    });
  }

  test('over HTTP/2 are the same', async () => {
    const client = http2Client(origins.labTls);
    const stream = client.open(`/resume/events?reader=${newReader()}&retry=1000`);
    assert.equal((await stream.headers)['content-type'], 'text/event-stream');
    const body = await stream.until('"number":1}\n\n');
    assert.equal(body, `: ok\n\nretry: 1000\n\n${event(1, 1)}`);
    client.close();
  });
});

describe('a reader who comes back', { concurrency: true, timeout: 20_000 }, () => {
  test('with its last event ID is sent what it has missed, then what is new', async () => {
    const reader = newReader();
    const first = openResume('', undefined, reader);
    await first.until('"number":3}');
    first.leave();
    const body = await comeBack(reader, '', '1', 4);
    assert.equal(body, `: ok\n\n${event(2, 2)}${event(3, 3)}${event(4, 4)}`);
  });

  test('with the ID in the address is answered in the same way; the header counts more', async () => {
    const reader = newReader();
    const first = openResume('', undefined, reader);
    await first.until('"number":2}');
    first.leave();
    const byAddress = openResume('&last=1', undefined, reader);
    await byAddress.until('"number":3}');
    byAddress.leave();
    assert.equal(text(byAddress), `: ok\n\n${event(2, 2)}${event(3, 3)}`);
    assert.equal(await comeBack(reader, '&last=1', '3', 4), `: ok\n\n${event(4, 4)}`);
  });

  test('with a coarse ID is sent the events of that ID again', async () => {
    const reader = newReader();
    const first = openResume('&ids=coarse', undefined, reader);
    await first.until('"number":2}');
    first.leave();
    const body = await comeBack(reader, '&ids=coarse', '1', 3);
    assert.equal(body, `: ok\n\n${event(1, 1)}${event(2, 1)}${event(3, 1)}`);
  });

  test('without an ID is sent only what is new', async () => {
    const reader = newReader();
    const first = openResume('&ids=off', undefined, reader);
    await first.until('"number":2}');
    first.leave();
    const second = openResume('&ids=off', undefined, reader);
    await second.until('"number":3}');
    second.leave();
    assert.equal(text(second), `: ok\n\n${event(3)}`);
  });

  test('too late is told so by a reset, and sent what is left', async () => {
    const reader = newReader();
    const first = openResume('', undefined, reader);
    await first.until('"number":7}');
    first.leave();
    const body = await comeBack(reader, '&keep=5', '1', 7);
    const left = [3, 4, 5, 6, 7].map((number) => event(number, number)).join('');
    assert.equal(body, `: ok\n\nevent: reset\ndata: {"number":3}\n\n${left}`);
  });
});

describe('an ID that this server never gave', { concurrency: true, timeout: 20_000 }, () => {
  const reset = `: ok\n\nevent: reset\ndata: {"number":1}\n\n${event(1, 1)}`;
  for (const [name, id] of [
    ['from before a restart', '4711'],
    ['that is no number', '../../etc/passwd'],
    ['of 8,000 bytes', '1'.repeat(8000)],
    ['below zero', '-1'],
    ['with bytes that are not ASCII', 'ñ'],
  ] as const) {
    test(`${name} is answered by a reset`, async () => {
      const client = openResume('', id);
      await client.until('"number":1}\n\n');
      client.leave();
      assert.equal(text(client), reset);
    });
  }
});

describe('what else the address may say', { concurrency: true, timeout: 20_000 }, () => {
  test('a cut ends the response unfinished, once, after the event arrived', async () => {
    const reader = newReader();
    const first = openResume('&cut=1', undefined, reader);
    await first.ended;
    assert.equal(text(first), `: ok\n\n${event(1, 1)}`);
    assert.doesNotMatch(first.all().toString(), /\r\n0\r\n\r\n$/);
    const body = await comeBack(reader, '&cut=1', '1', 3);
    assert.equal(body, `: ok\n\n${event(2, 2)}${event(3, 3)}`);
  });

  test('a cut over HTTP/2 ends the stream and leaves the connection', async () => {
    const client = http2Client(origins.labTls);
    const stream = client.open(`/resume/events?reader=${newReader()}&cut=1`);
    await stream.until('"number":1}');
    await stream.ended;
    const other = client.open(`/resume/events?reader=${newReader()}`);
    await other.until('"number":1}');
    client.close();
  });

  test('POST /cut ends the response after the next event', async () => {
    const reader = newReader();
    const client = openResume('', undefined, reader);
    await client.until('"number":1}');
    const cut = `${lab}/resume/cut?reader=${reader}`;
    assert.equal((await fetch(cut, { method: 'POST' })).status, 204);
    await client.ended;
    assert.equal(text(client), `: ok\n\n${event(1, 1)}${event(2, 2)}`);
    assert.equal((await fetch(cut)).status, 404);
  });

  for (const retry of ['0', '-5', '1e3', '99', '100000', '10%0Adata:x', '1.5']) {
    test(`retry=${retry} is left out`, async () => {
      const client = openResume(`&retry=${retry}`);
      await client.until('"number":1}\n\n');
      client.leave();
      assert.equal(text(client), `: ok\n\n${event(1, 1)}`);
    });
  }

  test('retry=random is one to five seconds, drawn for each reader', async () => {
    const clients = Array.from({ length: 20 }, () => openResume('&retry=random'));
    const bodies = await Promise.all(clients.map((client) => client.until(/retry: \d+\n/)));
    for (const client of clients) client.leave();
    const times = bodies.map((body) => Number(/retry: (\d+)/.exec(body)?.[1]));
    assert.ok(
      times.every((time) => time >= 1000 && time < 5000),
      times.join(),
    );
    assert.ok(new Set(times).size > 10, times.join());
  });

  for (const reader of ['', 'UPPER', 'a'.repeat(21), 'a%0Ab', '..']) {
    test(`the reader "${reader}" is refused with a sentence`, async () => {
      const response = await fetch(`${lab}/resume/events?reader=${reader}`);
      assert.equal(response.status, 400);
      assert.match(await response.text(), /1 to 20/);
    });
  }
});

test(
  '200 readers are served at once; a new one takes the place of one who has left',
  { timeout: 20_000 },
  async () => {
    const clients = Array.from({ length: 200 }, () => openResume(''));
    await Promise.all(clients.map((client) => client.until('"number":1}')));
    const refused = await fetch(`${lab}/resume/events?reader=${newReader()}`);
    assert.equal(refused.status, 503);
    assert.match(await refused.text(), /Too many readers/);
    clients[0]!.leave();
    const deadline = Date.now() + 5000;
    while ((await statusOfNewReader()) !== 200) assert.ok(Date.now() < deadline);
    for (const client of clients) client.leave();
  },
);

/** The server hears of a leaving reader a moment later: a new one may have to ask again. */
async function statusOfNewReader(): Promise<number> {
  const response = await fetch(`${lab}/resume/events?reader=${newReader()}`);
  await response.body?.cancel();
  return response.status;
}
