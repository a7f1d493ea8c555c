// The demo `slow-reader`: real processes, measured. What the chapter says of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestCompanion } from '../support/companion.ts';
import { openRaw } from '../support/raw-client.ts';
import { bodyOf, parseEvents } from '../support/tap-reader.ts';
import type { Sample } from '../../demos/slow-reader/client-types.ts';

const { origins } = await startTestCompanion();

const ask = (query: string) =>
  fetch(`${origins.lab}/slow-reader/run?${query}`, {
    method: 'POST',
    headers: { Origin: origins.site },
  });

/** Has a run made, and resolves with what was measured. */
async function run(query: string): Promise<Sample[]> {
  const client = openRaw(origins.lab, '/slow-reader/events');
  const events = () => parseEvents(bodyOf(client));
  await client.until('\r\n\r\n');
  assert.equal((await ask(query)).status, 202);
  await client.until(() => events().some(({ type }) => type === 'done' || type === 'failed'));
  client.leave();
  assert.deepEqual(
    events().filter(({ type }) => type === 'failed'),
    [],
  );
  return events()
    .filter(({ type }) => type === 'sample')
    .map(({ data }) => JSON.parse(data) as Sample);
}

const most = (samples: Sample[], what: 'waiting' | 'p50') =>
  Math.max(...samples.map((sample) => sample[what]));

test('a loop keeps megabytes for a reader that stops; the engine a bounded rest', async () => {
  const loop = await run('way=loop&rate=400&slow=1');
  const engine = await run('way=engine&rate=400&slow=1');
  assert.ok(most(loop, 'waiting') > 5e6, `${most(loop, 'waiting')} waited in the loop`);
  assert.ok(most(engine, 'waiting') < 1e6, `${most(engine, 'waiting')} waited in the engine`);
  const end = engine.at(-1)!;
  // On a machine without time for them others may be slow, too.
  assert.ok(end.cuts >= 1);
  // More was missed than the log keeps, unless the machine had no time for so many events; then that was said.
  assert.deepEqual([end.lost, end.twice], [0, 0]);
  assert.ok(end.resets <= 1);
  assert.deepEqual([loop.at(-1)!.lost, loop.at(-1)!.cuts], [0, 0]);
});

test('a slow reader that the engine has cut comes back, and has lost nothing that is still kept', async () => {
  const end = (await run('way=engine&rate=100&slow=1')).at(-1)!;
  // On a machine without time for them others may be slow, too.
  assert.ok(end.cuts >= 1);
  assert.deepEqual([end.lost, end.twice, end.resets], [0, 0, 0]);
  assert.ok(end.late > 5000, `its oldest news was ${end.late} ms old`);
});

test('one run at a time; what cannot be is refused with a sentence', async () => {
  const wrong = await ask('way=magic&rate=100&slow=1');
  assert.equal(wrong.status, 400);
  assert.match(await wrong.text(), /way=loop\|engine/);
  // It begins, and nobody listens: it ends all the same.
  assert.equal((await ask('way=loop&rate=100&slow=1')).status, 202);
  const second = await ask('way=engine&rate=100&slow=1');
  assert.equal(second.status, 503);
  assert.ok(Number(second.headers.get('retry-after')) > 0);
  const client = openRaw(origins.lab, '/slow-reader/events');
  await client.until('event: done');
  client.leave();
});
