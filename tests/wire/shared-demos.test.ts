// A demo in a class runs once: all get the same bytes, and what breaks it breaks it for all.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findDemos } from '../../src/server/demos.ts';
import { createVisitor, openClass } from '../support/class-client.ts';
import { startTestCompanion, writeDemos } from '../support/companion.ts';
import { openRaw, type RawClient } from '../support/raw-client.ts';
import { newTap } from '../support/tap-reader.ts';

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
