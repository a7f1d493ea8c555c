import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { createNews } from '../../demos/four-ways/server-news.ts';
import { longPoll, stream } from '../../demos/four-ways/server-ways.ts';
import { startTestCompanion } from '../support/companion.ts';
import { http2Client } from '../support/http2-client.ts';
import { openRaw } from '../support/raw-client.ts';
import { newTap, readTap } from '../support/tap-reader.ts';

const { origins } = await startTestCompanion();
const demo = `${origins.lab}/four-ways`;
const login = (id: number) => `{"id":${id},"who":"Zoe","what":"login","waited":\\d+}`;

let readers = 0;

const post = (path: string, body: string) =>
  fetch(demo + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body });

/** A reader that no other test has, with no news but what the test publishes. */
async function quietReader() {
  const reader = `test${++readers}`;
  await post(`/pace?reader=${reader}`, '{"seconds":0}');
  return {
    query: `reader=${reader}`,
    publish: () => post(`/news?reader=${reader}`, '{"who":"Zoe"}'),
    ask: async (way: string, after: number) =>
      (await fetch(`${demo}/${way}?reader=${reader}&after=${after}`)).text(),
  };
}

test('a poll without news is answered at once, and the answer is empty', async () => {
  const { query } = await quietReader();
  const client = openRaw(origins.lab, `/four-ways/poll?${query}&after=0`);
  const response = await client.until('[]');
  client.leave();
  const head = [
    'HTTP/1\\.1 200 OK',
    'X-Content-Type-Options: nosniff',
    'Vary: Origin',
    'Content-Type: application/json',
    'Cache-Control: no-store',
    'Date: [^\r]+ GMT',
    'Connection: keep-alive',
    'Keep-Alive: timeout=15',
    'Content-Length: 2',
  ];
  assert.match(response, new RegExp(`^${head.join('\r\n')}\r\n\r\n\\[\\]$`));
});

test('asked by hand or by a timer is the same question to the server: what is new after a number', async () => {
  const { publish, ask } = await quietReader();
  await publish();
  await publish();
  for (const way of ['ask', 'poll']) {
    assert.match(await ask(way, 0), new RegExp(`^\\[${login(1)},${login(2)}\\]$`));
    assert.match(await ask(way, 1), new RegExp(`^\\[${login(2)}\\]$`));
    assert.equal(await ask(way, 2), '[]');
  }
});

test('a number from before a restart is taken for none', async () => {
  const { publish, ask } = await quietReader();
  await publish();
  assert.match(await ask('poll', 37), new RegExp(`^\\[${login(1)}\\]$`));
});

test('a long poll without news is held, and answered by the news', async () => {
  const { query, publish } = await quietReader();
  const tap = newTap();
  const records = readTap(origins.site, tap);
  const client = openRaw(origins.lab, `/@${tap}.1/four-ways/long-poll?${query}&after=0`);
  await records.find(({ kind }) => kind === 'request-head');
  // The server has the question, and has answered a later one: the first is held.
  await fetch(`${demo}/poll?${query}`);
  assert.equal(client.all().length, 0);
  await publish();
  const response = await client.until('}]');
  client.leave();
  records.leave();
  assert.match(response, new RegExp(`^HTTP/1\\.1 200 OK\r\n[^]*\r\n\r\n\\[${login(1)}\\]$`));
  const waited = Number(/"waited":(\d+)/.exec(response)![1]);
  assert.ok(waited < 100, `${waited} ms between the news and the answer`);
});

for (const way of [longPoll, stream]) {
  test(`${way.name}: whoever leaves is taken off the list, with all timers`, async () => {
    const followed = Promise.withResolvers<void>();
    const unfollowed = Promise.withResolvers<void>();
    const news = {
      ...createNews(() => {}),
      since: () => [],
      follow: () => (followed.resolve(), unfollowed.resolve),
    };
    const server = createServer((req, res) => way({ req, res, news, after: 0 }));
    await once(server.listen(0), 'listening');
    const timers = () =>
      process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    const { port } = server.address() as AddressInfo;
    const client = openRaw(`http://localhost:${port}`, '/');
    await followed.promise;
    client.leave();
    await unfollowed.promise;
    server.close();
    assert.equal(timers(), before);
  });
}

test('news ends when nobody has asked for half a minute, and not while somebody follows', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  const pass = (seconds: number) => {
    for (let n = 0; n < seconds; n++) t.mock.timers.tick(1000);
  };
  let ended = false;
  const news = createNews(() => (ended = true));
  const unfollow = news.follow(() => {});
  pass(120);
  assert.equal(ended, false);
  assert.ok(news.since(0).length > 20);
  unfollow();
  pass(29);
  assert.equal(ended, false);
  pass(10);
  assert.equal(ended, true);
});

test('a long poll misses nothing that came between two requests', async () => {
  const { publish, ask } = await quietReader();
  await publish();
  assert.match(await ask('long-poll', 0), new RegExp(`^\\[${login(1)}\\]$`));
  await publish();
  assert.match(await ask('long-poll', 1), new RegExp(`^\\[${login(2)}\\]$`));
});

test('a long poll for which no news came is answered empty after ten seconds', async () => {
  const { ask } = await quietReader();
  const began = Date.now();
  assert.equal(await ask('long-poll', 0), '[]');
  const seconds = (Date.now() - began) / 1000;
  assert.ok(seconds > 9.9 && seconds < 11, `${seconds} s`);
});

test('the stream begins with a comment, and each news item is an event with its number', async () => {
  const { query, publish } = await quietReader();
  const client = openRaw(origins.lab, `/four-ways/events?${query}`);
  const head = await client.until('6\r\n: ok\n\n\r\n');
  assert.match(head, /^HTTP\/1\.1 200 OK\r\n[^]*\r\nContent-Type: text\/event-stream\r\n/);
  await publish();
  await publish();
  const body = await client.until(/id: 2\n[^]*\n\n\r\n/);
  client.leave();
  const event = (id: number) => `[0-9a-f]+\r\nid: ${id}\ndata: ${login(id)}\n\n\r\n`;
  assert.match(body, new RegExp(`\r\n\r\n6\r\n: ok\n\n\r\n${event(1)}${event(2)}$`));
});

test('over HTTP/2 the same four answers come as frames', async () => {
  const { query, publish } = await quietReader();
  const client = http2Client(origins.labTls);
  const open = (way: string) => client.open(`/four-ways/${way}?${query}&after=0`);
  const held = open('long-poll');
  const stream = open('events');
  await stream.until(': ok\n\n');
  const empty = open('poll');
  assert.equal((await empty.headers)['content-type'], 'application/json');
  assert.equal(await empty.until('[]'), '[]');
  assert.equal(held.all().length, 0);
  await publish();
  assert.match(await held.until('}]'), new RegExp(`^\\[${login(1)}\\]$`));
  assert.match(await stream.until('}\n\n'), new RegExp(`^: ok\n\nid: 1\ndata: ${login(1)}\n\n$`));
  client.close();
});

test('a stream resumes after the Last-Event-ID that the browser sends', async () => {
  const { query, publish } = await quietReader();
  await publish();
  await publish();
  const path = `/four-ways/events?${query}`;
  const client = openRaw(origins.lab, path, { 'Last-Event-ID': '1' });
  const body = await client.until(/id: \d\n[^]*\n\n/);
  client.leave();
  assert.match(body, /: ok\n\n\r\n[0-9a-f]+\r\nid: 2\n/);
});

test('without a wish the first item comes after about three seconds', async () => {
  const client = openRaw(origins.lab, `/four-ways/events?reader=test${++readers}`);
  const began = Date.now();
  await client.until('id: 1\n');
  client.leave();
  const seconds = (Date.now() - began) / 1000;
  assert.ok(seconds > 1.4 && seconds < 5, `${seconds} s`);
});

test('what is posted is checked, and refused in a sentence', async () => {
  const { query } = await quietReader();
  const answers: [string, string, number, string][] = [
    ['/news', '{"who":"Zoe"', 400, 'The body is not JSON.\n'],
    ['/news', 'null', 422, 'Send {"who":"Zoe"}: a name of 1 to 20 characters.\n'],
    ['/news', '{"who":7}', 422, 'Send {"who":"Zoe"}: a name of 1 to 20 characters.\n'],
    [
      '/news',
      `{"who":"${'Z'.repeat(21)}"}`,
      422,
      'Send {"who":"Zoe"}: a name of 1 to 20 characters.\n',
    ],
    ['/pace', '{"seconds":0.001}', 422, 'Send {"seconds":3}: 1, 3 or 10, or 0 for no news.\n'],
    ['/poll', '{}', 404, 'Not found. The stream is at events.\n'],
  ];
  for (const [path, body, status, sentence] of answers) {
    const response = await post(`${path}?${query}`, body);
    assert.deepEqual([response.status, await response.text()], [status, sentence]);
  }
  assert.equal((await fetch(`${demo}/news`)).status, 404);
});

test('a question that makes no sense is refused', async () => {
  for (const query of [
    'after=soon',
    'after=1.5',
    'reader=',
    'reader=../x',
    `reader=${'a'.repeat(17)}`,
  ]) {
    const response = await fetch(`${demo}/poll?${query}`);
    assert.equal(response.status, 400, query);
    assert.equal(await response.text(), 'Ask as ?reader=ana&after=12.\n');
  }
});

test('a reader’s fifty last items are kept', async () => {
  const { publish, ask } = await quietReader();
  for (let n = 0; n < 60; n++) await publish();
  const items = JSON.parse(await ask('poll', 0)) as { id: number }[];
  assert.deepEqual([items.length, items[0]!.id, items.at(-1)!.id], [50, 11, 60]);
});

// The last ones: they fill the demo for everybody.
test('two hundred readers are known at a time; for one more, one whom nobody follows is forgotten', async () => {
  for (let n = 0; n <= 200; n++) {
    const answer = await fetch(`${demo}/poll?reader=crowd${n}`);
    assert.equal(answer.status, 200);
    await answer.text();
  }
});

test('whoever has a stream open stays known; with two hundred of them one more is refused', async () => {
  const streams = Array.from({ length: 200 }, (_, n) =>
    openRaw(origins.lab, `/four-ways/events?reader=there${n}`),
  );
  await Promise.all(streams.map((stream) => stream.until('\r\n\r\n')));
  const answer = await fetch(`${demo}/poll?reader=late`);
  assert.equal(answer.status, 503);
  assert.equal(await answer.text(), 'Too many readers. Wait a minute.\n');
  for (const stream of streams) stream.leave();
});
