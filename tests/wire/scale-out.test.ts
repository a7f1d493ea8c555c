// npm run scale-out: what the command starts, and what becomes of readers when a process is killed.
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { temporaryFolder, writeSite } from '../support/companion.ts';
import { originsIn, runNode } from '../support/process.ts';
import { nginxIsMissing } from '../support/nginx.ts';
import { redisIsMissing, startRedis } from '../support/redis-server.ts';
import { readOn } from '../support/engine-processes.ts';
import { until } from '../support/until.ts';

/** The first of four ports in a row that nobody has. */
async function freePorts(): Promise<number> {
  for (;;) {
    const first = 20_000 + Math.floor(Math.random() * 10_000);
    const free = await Promise.all([0, 1, 2, 3].map((n) => isFree(first + n)));
    if (free.every(Boolean)) return first;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
      .once('error', () => resolve(false))
      .listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

test(
  'one command starts Redis, two processes and nginx; a process is killed, and its readers go on at the other with nothing lost',
  { skip: redisIsMissing || nginxIsMissing, timeout: 60_000 },
  async () => {
    const first = await freePorts();
    const front = `http://127.0.0.1:${first}`;
    const started = runNode('src/commands/scale-out.ts', [], { PORT: String(first) });
    try {
      const said = await started.output.until(/Kill one of the two/);
      const processes = [...said.matchAll(/process (\d+) at/g)].map(([, id]) => Number(id));
      assert.equal(processes.length, 2);
      await killOneOf(processes, front);
      await started.output.until(/has ended \(SIGKILL\); another one in 10 s/);
    } finally {
      // Not killed: it has children of its own to end.
      started.child.kill('SIGTERM');
    }
    assert.deepEqual(await started.exited, { code: 0, signal: null });
    assert.ok(await isFree(first + 1), 'Redis has ended, too');
  },
);

test(
  'npm start twice with one REDIS_URL: what is said at the one is heard at the other',
  { skip: redisIsMissing },
  async () => {
    const redis = await startRedis();
    const env = { REDIS_URL: redis.url, PORT: '0', LAB_PORT: '0', LAB_TLS_PORT: '0' };
    const courses = await Promise.all(
      [1, 2].map(async () => {
        const args = [writeSite({}), temporaryFolder()];
        const { output } = runNode('tests/support/serve-companion.ts', args, env);
        return originsIn(await output.until(/^\{.*\}$/m)).lab;
      }),
    );
    const readers = courses.map((lab) => readOn(`${lab}/scale-out/events`));
    await until('both are there', () => readers.every(({ opened }) => opened > 0));
    const said: string[] = [];
    for (const lab of courses) {
      const answer = await fetch(`${lab}/scale-out/say`, { method: 'POST' });
      said.push((await answer.text()).trim());
    }
    await until('both have both', () =>
      readers.every(({ ids }) => said.every((id) => ids.includes(id))),
    );
    await redis.kill();
    const refused = await fetch(`${courses[0]}/scale-out/say`, { method: 'POST' });
    assert.equal(refused.status, 503);
    assert.match(await refused.text(), /Redis at .* (does|did) not answer/);
  },
);

async function killOneOf(processes: number[], front: string): Promise<void> {
  const readers = ['a', 'b', 'c', 'd'].map((name) => readOn(`${front}/events?reader=${name}`));
  await until('all are there', () => readers.every(({ opened }) => opened > 0));
  const acknowledged: string[] = [];
  async function sayTimes(times: number): Promise<void> {
    for (let n = 0; n < times; n++) {
      const answer = await fetch(`${front}/say`, { method: 'POST' });
      if (answer.ok) acknowledged.push((await answer.text()).trim());
    }
  }
  await sayTimes(20);
  process.kill(processes[0]!, 'SIGKILL');
  await sayTimes(20);
  assert.ok(acknowledged.length > 30, 'most of what was said was taken');
  await until('all that was acknowledged is heard by all', () =>
    readers.every(({ ids }) => acknowledged.every((id) => ids.includes(id))),
  );
  await until('readers came back', () => readers.some(({ opened }) => opened > 1));
  for (const { ids, resets } of readers) {
    const numbers = ids.map((id) => Number(id.split('-')[1]));
    assert.deepEqual(
      numbers,
      numbers.map((_, index) => numbers[0]! + index),
    );
    assert.equal(resets, 0);
  }
  const speakers = readers[0]!.texts.map((text) => (JSON.parse(text) as { by: number }).by);
  assert.deepEqual([...new Set(speakers)].sort(), [...processes].sort());
}
