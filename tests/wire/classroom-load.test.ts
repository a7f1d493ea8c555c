// Five hundred followers on one process, and how long a key press takes to the last of them.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, test } from 'node:test';
import { joinClass, openClass } from '../support/class-client.ts';
import { temporaryFolder, writeSite } from '../support/companion.ts';
import { originsIn, runNode } from '../support/process.ts';

const followers = 500;
const moves = 100;
const open: { close: () => void }[] = [];
after(() => open.forEach(({ close }) => close()));

/** Megabytes that a process has in memory. */
function memoryOf(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)]).toString()) / 1024;
}

test('500 followers hear every move; memory stays bounded while they clap, vote and ask', async (t) => {
  const env = { PORT: '0', LAB_PORT: '0', LAB_TLS_PORT: '0', MAX_STREAMS_PER_CLIENT: '600' };
  const args = [writeSite({}), temporaryFolder()];
  const { child, output } = runNode('tests/support/serve-companion.ts', args, env, 120_000);
  const { site } = originsIn(await output.until(/^\{.*\}$/m));
  const { act, code, presenter, path, reply, desk } = await openClass(site);
  assert.equal(reply.status, 201);

  const waiting = new Map<string, { left: number; resolve: () => void }>();
  const people: Awaited<ReturnType<typeof joinClass>>[] = [];
  for (let n = 0; n < followers; n += 50)
    people.push(...(await Promise.all(Array.from({ length: 50 }, () => joinClass(site, code)))));
  for (const { stream } of people) {
    stream.onView = ({ place }) => {
      const move = waiting.get(place.id);
      if (move && --move.left === 0) move.resolve();
    };
  }
  open.push(...people.map(({ stream }) => stream));

  /** @returns milliseconds until the last one has heard of it */
  async function press(n: number): Promise<number> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const place = { chapter: 'one-request', id: `slide-${n}`, step: 0, blank: false, section: '' };
    waiting.set(place.id, { left: followers, resolve });
    const begun = performance.now();
    assert.equal((await presenter.post(`${path}/move`, place)).status, 200);
    await promise;
    return performance.now() - begun;
  }

  const before = memoryOf(child.pid!);
  const times: number[] = [];
  for (let n = 0; n < moves; n++) times.push(await press(n));

  await act('poll', { chapter: 'one-request', id: 'check', options: 3, isOpen: true });
  const busy = Promise.all(
    people.map(async ({ act }, n) => {
      const say = async (name: string, body: object) =>
        assert.equal((await act(name, body)).status, 200, name);
      await say('vote', { chapter: 'one-request', id: 'check', choice: n % 3 });
      for (let tap = 0; tap < 4; tap++) await say('react', { counts: { clap: 2 } });
      if (n % 10 === 0) await say('ask', { id: `question-${n}`, text: `Question ${n}?`, name: '' });
    }),
  );
  const busyTimes: number[] = [];
  for (let n = moves; n < moves + 20; n++) busyTimes.push(await press(n));
  await busy;
  const panel = desk();
  open.push(panel);
  await panel.until('all votes', ({ polls }) => polls[0]?.votes.join() === '167,167,166');
  const grown = memoryOf(child.pid!) - before;

  times.sort((a, b) => a - b);
  const [p50, p99] = [times[moves / 2]!, times[Math.floor(moves * 0.99)]!];
  const worst = Math.max(...busyTimes);
  t.diagnostic(
    `key press to the last of ${followers} followers: p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms; ` +
      `while all of them vote and clap, at most ${worst.toFixed(0)} ms; memory grew by ${grown.toFixed(0)} MB`,
  );
  assert.ok(p99 < 2000, `${p99} ms`);
  assert.ok(grown < 200, `${grown} MB`);
});
