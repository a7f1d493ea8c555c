import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startTestCompanion } from '../support/companion.ts';
import { http2Client } from '../support/http2-client.ts';
import { openRaw } from '../support/raw-client.ts';
import { bodyOf, parseEvents } from '../support/tap-reader.ts';

const { origins } = await startTestCompanion();
const news = 'data: {"readers":1}\n\n';
const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;

const beats = {
  comment: { bytes: ':\n\n', dispatched: ['message'] },
  ping: { bytes: 'event: ping\ndata:\n\n', dispatched: ['ping', 'message', 'ping'] },
  'ping-without-data': { bytes: 'event: ping\n\n', dispatched: ['message'] },
};

for (const [beat, { bytes, dispatched }] of Object.entries(beats)) {
  test(`over HTTP/1.1 a ${beat} is a chunk of its own, at once and every two seconds`, async () => {
    const client = openRaw(origins.lab, `/heartbeat/events?beat=${beat}`);
    const began = Date.now();
    const body = chunk(bytes) + chunk(news) + chunk(bytes);
    const text = await client.until((now) => now.endsWith(`\r\n\r\n${body}`));
    client.leave();
    assert.match(text, /^HTTP\/1\.1 200 OK\r\n/);
    assert.ok(Date.now() - began > 1900, 'the second beat came too early');
    const types = parseEvents(bodyOf(client)).map(({ type }) => type);
    assert.deepEqual(types, dispatched);
  });

  test(`over HTTP/2 a ${beat} is the same text`, async () => {
    const client = http2Client(origins.labTls);
    after(client.close);
    const stream = client.open(`/heartbeat/events?beat=${beat}`);
    await stream.until((now) => now === bytes + news + bytes);
    stream.leave();
  });
}

test('one timer beats for all readers, and all hear of a reader who leaves', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const open = () => openRaw(origins.lab, '/heartbeat/events?beat=none');
  const first = open();
  await first.until('{"readers":1}');
  const before = timers();
  const [second, third] = [open(), open()];
  await first.until('{"readers":3}');
  assert.equal(timers(), before);
  third.leave();
  await first.until(/"readers":3[^]+"readers":2/);
  first.leave();
  second.leave();
});

test('says which beats there are to who asks for another', async () => {
  const response = await fetch(`${origins.lab}/heartbeat/events?beat=drum`);
  assert.equal(response.status, 400);
  assert.equal(
    await response.text(),
    'The stream is at events?beat=, one of: none, comment, ping, ping-without-data.\n',
  );
});
