// A demo in a class runs once: all get the same bytes, and what breaks it breaks it for all.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import { findDemos } from '../../src/server/demos.ts';
import { createVisitor, openClass } from '../support/class-client.ts';
import { startTestCompanion, writeDemos } from '../support/companion.ts';
import { openRaw, type RawClient } from '../support/raw-client.ts';
import { newTap } from '../support/tap-reader.ts';
import { until } from '../support/until.ts';

// Each request that it answers has a number; a POST makes it say something.
const demos = findDemos(
  writeDemos({
    news: `let runs = 0;
      let say = () => {};
      export default (req, res) => {
        if (req.method === 'POST') {
          say(new URL(req.url, 'http://unused').searchParams.get('text'));
          return void res.writeHead(204).end();
        }
        const run = ++runs;
        let n = Number(req.headers['last-event-id'] ?? 0);
        res.writeHead(200, { 'Content-Type': 'text/event-stream', 'X-Run': String(run) });
        res.write(': run ' + run + '\\n\\n');
        say = (text) => {
          if (text === 'end') res.end();
          else res.write('id: ' + ++n + '\\ndata: ' + text + '\\n\\n');
        };
      };`,
  }),
);
const { origins } = await startTestCompanion({ demos });
const { site, lab } = origins;
const accept = { Accept: 'text/event-stream' };
const say = (text: string) =>
  fetch(`${lab}/news/?text=${text}`, { method: 'POST', headers: { Origin: site } });

/** What came after the head, without the sizes of chunks. */
function bodyOf(client: RawClient): string {
  const [, body = ''] = String(client.all()).split(/\r\n\r\n(.*)/s);
  return body.replaceAll(/[0-9a-f]+\r\n|\r\n/g, '');
}

async function begin() {
  const room = await openClass(site);
  const watch = (more: Record<string, string> = {}) =>
    openRaw(lab, `/@${newTap()}.1~${room.code}/news/events`, { ...accept, ...more });
  return { ...room, watch };
}

test('everybody in a room gets the same bytes, who comes late what was sent before, too; outside it runs for each', async () => {
  const { watch } = await begin();
  const [one, two] = [watch(), watch()];
  await Promise.all([one.until(/: run \d+\n\n/), two.until(/: run \d+\n\n/)]);
  await say('first');
  await Promise.all([one.until(/first\n\n/), two.until(/first\n\n/)]);
  const late = watch();
  await late.until(/first\n\n/);
  await say('second');
  await Promise.all([one, two, late].map((client) => client.until(/second\n\n/)));
  assert.match(bodyOf(one), /^: run \d+\n\nid: 1\ndata: first\n\nid: 2\ndata: second\n\n$/);
  assert.deepEqual([bodyOf(two), bodyOf(late)], [bodyOf(one), bodyOf(one)]);
  assert.match(String(late.all()), /^content-type: text\/event-stream\r$/im);
  const alone = openRaw(lab, '/news/events', accept);
  const run = Number(/: run (\d+)/.exec(await alone.until(/: run \d+\n\n/))![1]);
  assert.equal(run, Number(/: run (\d+)/.exec(bodyOf(one))![1]) + 1);
  for (const client of [one, two, late, alone]) client.leave();
});

test('a fault of the presenter is everybody’s: cut for all, and the first who comes back says where they were', async () => {
  const { act, watch } = await begin();
  const [one, two] = [watch(), watch()];
  await Promise.all([one.until(/: run \d+\n\n/), two.until(/: run \d+\n\n/)]);
  await say('first');
  await Promise.all([one.until(/first\n\n/), two.until(/first\n\n/)]);
  const fault = await act('fault', { demo: 'news', fault: 'cut' });
  assert.deepEqual([fault.status, fault.body], [200, { applied: 'now' }]);
  assert.deepEqual(await Promise.all([one.ended, two.ended]), ['ECONNRESET', 'ECONNRESET']);
  const back = [watch({ 'Last-Event-ID': '1' }), watch({ 'Last-Event-ID': '1' })];
  await Promise.all(back.map((client) => client.until(/: run \d+\n\n/)));
  await say('second');
  await Promise.all(back.map((client) => client.until(/id: 2\ndata: second\n\n/)));
  await say('end');
  await Promise.all(back.map((client) => client.until(/\r\n0\r\n\r\n$/)));
});

test('an answer in place of the demo reaches everybody, too', async () => {
  const { act, watch } = await begin();
  const one = watch();
  await one.until(/: run \d+\n\n/);
  const fault = await act('fault', { demo: 'news', fault: 'answer-500' });
  assert.deepEqual(fault.body, { applied: 'next-connect' });
  await one.ended;
  const two = watch();
  assert.match(await two.until(/The fault answers 500/), /^HTTP\/1\.1 500 /);
});

test('browsers that come back one after the other all get the answer in place of the demo, each once; begun anew, nobody does', async () => {
  const { act, code } = await begin();
  const taps = [newTap(), newTap(), newTap()];
  const ask = (tap: string | undefined) => openRaw(lab, `/@${tap}.1~${code}/news/events`, accept);
  const open = taps.map(ask);
  await Promise.all(open.map((one) => one.until(/: run \d+\n\n/)));
  await act('fault', { demo: 'news', fault: 'answer-500' });
  await Promise.all(open.map(({ ended }) => ended));
  for (const tap of taps) assert.match(await ask(tap).until(/The fault answers 500/), / 500 /);
  const again = ask(taps[0]);
  await again.until(/: run \d+\n\n/);
  await act('fault', { demo: 'news', fault: 'answer-500' });
  await again.ended;
  assert.match(await ask(taps[0]).until(/The fault answers 500/), / 500 /);
  await act('lead', { run: `${newTap()}.1` });
  const anew = ask(taps[1]);
  await anew.until(/: run \d+\n\n/);
  anew.leave();
});

test('only the presenter breaks a class’s demo; what does not run cannot be broken; a class that is over shares nothing', async () => {
  const { act, code, path, watch } = await begin();
  const cut = { demo: 'news', fault: 'cut' };
  assert.equal((await createVisitor(site).post(`${path}/fault`, cut)).status, 403);
  assert.equal((await act('fault', cut)).status, 404);
  assert.equal((await act('fault', { demo: 'news' })).status, 400);
  await act('end');
  const [one, two] = [watch(), watch()];
  const runs = await Promise.all(
    [one, two].map(async (client) => /: run (\d+)/.exec(await client.until(/: run \d+\n\n/))![1]),
  );
  assert.notEqual(runs[0], runs[1]);
  one.leave();
  two.leave();
  assert.match(code, /^\w{6}$/);
});

test('who asks for ever more addresses in a class is served, and keeps no other class from sharing', async () => {
  const { code } = await begin();
  const ask = (code: string, n: number) =>
    openRaw(lab, `/@${newTap()}.1~${code}/news/events?n=${n}`, accept);
  const many = Array.from({ length: 50 }, (_, n) => ask(code, n));
  await Promise.all(many.map((one) => one.until(/: run \d+\n\n/)));
  const other = await begin();
  const runs = await Promise.all(
    [ask(code, 50), ask(code, 50), ask(other.code, 50), ask(other.code, 50)].map(async (one) => {
      many.push(one);
      return /: run (\d+)/.exec(await one.until(/: run \d+\n\n/))![1];
    }),
  );
  assert.notEqual(runs[0], runs[1]);
  assert.equal(runs[2], runs[3]);
  for (const one of many) one.leave();
});

const chat = await startTestCompanion({
  demos: findDemos(fileURLToPath(new URL('../support/websocket-demos/', import.meta.url))),
});

const textsOf = (socket: WebSocket) => {
  const texts: string[] = [];
  socket.on('message', (data: Buffer) => texts.push(data.toString()));
  return texts;
};

/** A page of the class: a run of its own, and what it does in the demo. */
function pageIn(code: string) {
  const run = `${newTap()}.1`;
  const path = `/@${run}~${code}/chat`;
  return {
    run,
    open(compressed = false) {
      const socket = new WebSocket(`${chat.origins.lab.replace('http', 'ws')}${path}/ws`, {
        perMessageDeflate: compressed,
        origin: chat.origins.site,
      });
      after(() => socket.terminate());
      return { socket, texts: textsOf(socket), opened: once(socket, 'open') };
    },
    async say(text: string) {
      const answer = await fetch(`${chat.origins.lab}${path}/say?text=${text}`, {
        method: 'POST',
        headers: { Origin: chat.origins.site },
      });
      return `${answer.status} ${await answer.text()}`;
    },
  };
}

test('a WebSocket is one for the room: what it says, who comes late; only the presenter is heard, and all close when it does', async () => {
  const { act, code } = await openClass(chat.origins.site);
  const pages = [pageIn(code), pageIn(code), pageIn(code)] as const;
  assert.equal((await act('lead', { run: pages[0].run })).status, 200);
  const [led, other] = [pages[0].open(), pages[1].open()];
  await Promise.all([led.opened, other.opened]);
  await pages[0].say('first');
  other.socket.send('not heard');
  led.socket.send('mine');
  await until('the echo', () => [led, other].every(({ texts }) => texts.length === 3));
  assert.match(led.texts.join(), /^open \d+,first,heard mine$/);
  const late = pages[2].open();
  await until('what was said before', () => late.texts.length === 3);
  assert.deepEqual([other.texts, late.texts], [led.texts, led.texts]);
  // Somebody else leaves, in good order, and nobody loses anything.
  other.socket.close();
  assert.equal((await once(other.socket, 'close'))[0], 1005);
  await pages[0].say('second');
  await until('the rest', () => [led, late].every(({ texts }) => texts.at(-1) === 'second'));
  const over = Promise.all([once(led.socket, 'close'), once(late.socket, 'close')]);
  led.socket.close(1000, 'done');
  assert.deepEqual(
    (await over).map(([status]) => status as number),
    [1000, 1000],
  );
});

test('compressed frames reach a latecomer whole; who offers nothing of the kind has a WebSocket of its own', async () => {
  const { act, code } = await openClass(chat.origins.site);
  const [page, late, plain] = [pageIn(code), pageIn(code), pageIn(code)];
  await act('lead', { run: page.run });
  const led = page.open(true);
  await led.opened;
  for (const text of ['again', 'again', 'again']) await page.say(text);
  await until('three', () => led.texts.length === 4);
  const second = late.open(true);
  await until('three again', () => second.texts.length === 4);
  assert.match(second.socket.extensions, /permessage-deflate/);
  assert.deepEqual(second.texts, led.texts);
  const third = plain.open();
  await until('its own', () => third.texts.length === 1);
  assert.notEqual(third.texts[0], led.texts[0]);
});

test('a fault of the presenter ends a shared WebSocket for all: in good order, or without a word', async () => {
  const { act, code } = await openClass(chat.origins.site);
  for (const [fault, status] of [
    ['end', 1000],
    ['cut', 1006],
  ] as const) {
    const both = [pageIn(code).open(), pageIn(code).open()];
    await Promise.all(both.map(({ opened }) => opened));
    await until('both are told', () => both.every(({ texts }) => texts.length > 0));
    const closed = both.map(({ socket }) => once(socket, 'close'));
    assert.deepEqual((await act('fault', { demo: 'chat', fault })).body, { applied: 'now' });
    for (const [got] of await Promise.all(closed)) assert.equal(got, status);
  }
});

test('what changes something happens once, and all pages get the presenter’s answer, before it and after it', async () => {
  const { act, code } = await openClass(chat.origins.site);
  const [leader, early, late] = [pageIn(code), pageIn(code), pageIn(code)];
  await act('lead', { run: leader.run });
  const before = early.say('x');
  const first = await leader.say('x');
  assert.match(first, /^202 asked \d+$/);
  assert.equal(await before, first);
  const second = await leader.say('x');
  assert.notEqual(second, first);
  assert.deepEqual([await late.say('x'), await late.say('x')], [first, second]);
  assert.equal(await early.say('x'), second);
});

test('only the presenter can lead, with a run; where nobody leads, nothing is changed', async () => {
  const { act, code, path } = await openClass(chat.origins.site);
  assert.equal(
    (await createVisitor(chat.origins.site).post(`${path}/lead`, { run: 'x' })).status,
    403,
  );
  assert.equal((await act('lead', { run: 'x' })).status, 400);
  assert.match(await pageIn(code).say('x'), /^409 In a class only the presenter/);
});
