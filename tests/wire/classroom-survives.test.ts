// What a class outlives: the process that serves it, and one process of two.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { after, test } from 'node:test';
import { joinClass, openClass } from '../support/class-client.ts';
import { temporaryFolder, writeSite } from '../support/companion.ts';
import { nginxIsMissing, startNginx } from '../support/nginx.ts';
import { runNode, type TestProcess } from '../support/process.ts';
import { redisIsMissing, startRedis } from '../support/redis-server.ts';
import { until } from '../support/until.ts';
import { freePort } from '../support/free-port.ts';

const dist = writeSite({});
const open: { close: () => void }[] = [];
after(() => open.forEach(({ close }) => close()));

async function startProcess(
  port: number,
  folder: string,
  env: NodeJS.ProcessEnv = {},
): Promise<TestProcess> {
  const ports = { PORT: String(port), LAB_PORT: '0', LAB_TLS_PORT: '0' };
  const started = runNode('tests/support/serve-companion.ts', [dist, folder], { ...ports, ...env });
  await started.output.until(/^\{.*\}$/m);
  return started;
}

async function kill({ child, exited }: TestProcess): Promise<void> {
  child.kill('SIGKILL');
  await exited;
}

const poll = { chapter: 'one-request', id: 'check' };

async function join(site: string, code: string, count: number) {
  const people = await Promise.all(Array.from({ length: count }, () => joinClass(site, code)));
  open.push(...people.map(({ stream }) => stream));
  return people;
}

test('kill -9 in the middle of a poll, and a new start: same slide, every acknowledged vote, nobody had to do anything', async () => {
  const [port, folder] = [await freePort(), temporaryFolder()];
  const site = `http://localhost:${port}`;
  const first = await startProcess(port, folder);
  const { act, move, code, desk } = await openClass(site);
  const people = await join(site, code, 20);
  await move('the-wire', { step: 1 });
  await act('poll', { ...poll, options: 2, isOpen: true });

  // The process dies while half of them vote.
  const votes = people.map(async ({ act }, n) => {
    if (n === 10) await kill(first);
    const reply = await act('vote', { ...poll, choice: n % 2 }).catch(() => undefined);
    return reply?.status === 200;
  });
  const acknowledged = (await Promise.all(votes)).filter(Boolean).length;
  const before = people[0]!.stream.views.at(-1)!;
  assert.deepEqual([before.place.id, before.place.step], ['the-wire', 1]);

  await startProcess(port, folder);
  const panel = desk();
  open.push(panel);
  await panel.until('twenty who came back', ({ audience }) => audience.here === 20);
  const { polls } = await panel.until('the poll', (view) => view.polls.length === 1);
  const kept = polls[0]!.votes[0]! + polls[0]!.votes[1]!;
  assert.ok(polls[0]!.isOpen && kept >= acknowledged && kept <= 20, `${kept} of ${acknowledged}`);

  // Those whose answer got lost vote again, and count once.
  await Promise.all(people.map(({ act }, n) => act('vote', { ...poll, choice: n % 2 })));
  await panel.until('all votes, once', (view) => view.polls[0]!.votes.join() === '10,10');
  await move('after-the-restart');
  for (const { stream } of people)
    await stream.until('the next move', ({ place }) => place.id === 'after-the-restart');
});

test('what is over is gone from the file, too', async () => {
  const [port, folder] = [await freePort(), temporaryFolder()];
  const site = `http://localhost:${port}`;
  const first = await startProcess(port, folder);
  const { act, code } = await openClass(site);
  const [asker] = await join(site, code, 1);
  const kept = () =>
    ['classes.db', 'classes.db-wal']
      .map((name) => readFileSync(joinPath(folder, name)).toString('latin1'))
      .join('');
  await asker!.act('ask', { id: 'question-1', text: 'Is this forgotten?', name: 'Ada' });
  assert.match(kept(), /Is this forgotten\?/);
  await act('end');
  await asker!.stream.ended;
  await kill(first);
  await startProcess(port, folder);
  assert.equal((await fetch(`${site}/api/live/${code}`)).status, 404);
  assert.doesNotMatch(kept(), /forgotten|Ada|question-1/);
});

test(
  'with a Redis a class spans two processes behind nginx: one dies, and presenter and class go on at the other',
  { skip: redisIsMissing || nginxIsMissing },
  async () => {
    const redis = await startRedis();
    const [a, b] = [await freePort(), await freePort()];
    const site = await startNginx(
      `location / {
        proxy_pass http://course;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_set_header Host $http_host;
        proxy_set_header X-Forwarded-For $remote_addr;
        proxy_buffering off;
      }`,
      `upstream course {
        server 127.0.0.1:${a} max_fails=1 fail_timeout=1s;
        server 127.0.0.1:${b} max_fails=1 fail_timeout=1s;
      }`,
    );
    const env = { SITE_ORIGIN: site, REDIS_URL: redis.url };
    const first = await startProcess(a, temporaryFolder(), env);
    await startProcess(b, temporaryFolder(), env);

    const { act, move, code, desk } = await openClass(site);
    const people = await join(site, code, 8);
    const panel = desk();
    open.push(panel);
    await panel.until('eight, counted by both', ({ audience }) => audience.here === 8);
    await act('poll', { ...poll, options: 2, isOpen: true });
    await Promise.all(people.map(({ act }, n) => act('vote', { ...poll, choice: n % 2 })));
    const [one] = people;
    await one!.stream.until('all votes', (view) => view.poll?.votes.join() === '4,4');

    await kill(first);
    await until(
      'a move that is taken',
      async () => (await move('at-b').catch(() => undefined))?.status === 200,
    );
    for (const { stream } of people)
      await stream.until('the move', ({ place }) => place.id === 'at-b');
    await Promise.all(people.map(({ act }) => act('vote', { ...poll, choice: 0 })));
    await one!.stream.until('the votes, once each', (view) => view.poll?.votes.join() === '8,0');
    await act('end');
    await Promise.all(people.map(({ stream }) => until('404', () => stream.status === 404)));
  },
);
