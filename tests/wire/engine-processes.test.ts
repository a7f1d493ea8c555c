// The engine in processes that die: with a file each event outlives them, with Redis they stand in
// for each other behind a real nginx.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from '../support/companion.ts';
import { publish, readOn, startEngineProcess, type Reader } from '../support/engine-processes.ts';
import { nginxIsMissing, startNginx } from '../support/nginx.ts';
import { redisIsMissing, startRedis } from '../support/redis-server.ts';
import { until } from '../support/until.ts';
import { freePort } from '../support/free-port.ts';

/** All that was acknowledged, in its order, nothing twice, nothing missing in between. */
function expectWhole(reader: Reader, acknowledged: { id: string; data: string }[]): void {
  const numbers = reader.ids.map((id) => Number(id.split('-')[1]));
  const first = numbers[0]!;
  assert.deepEqual(
    numbers,
    numbers.map((_, index) => first + index),
  );
  assert.equal(reader.resets, 0);
  const heard = new Map(reader.ids.map((id, index) => [id, reader.texts[index]]));
  for (const { id, data } of acknowledged) assert.equal(heard.get(id), data);
}

test('a server with a file is killed 20 times in 2000 events: its 20 readers lose nothing and hear nothing twice', async () => {
  const file = join(temporaryFolder(), 'log.db');
  const server = await startEngineProcess(await freePort(), { SQLITE: file });
  const readers = Array.from({ length: 20 }, () => readOn(`${server.origin}/news`));
  await until('all are there', () => readers.every(({ opened }) => opened > 0));
  const acknowledged: { id: string; data: string }[] = [];
  const publishing = (async () => {
    for (let n = 1; n <= 2000; n++)
      acknowledged.push(await publish(`${server.origin}/news`, `n${n}`));
  })();
  for (let kill = 1; kill <= 20; kill++) {
    const due = kill * 95 + Math.floor(Math.random() * 5);
    await until(`event ${due}`, () => acknowledged.length >= due);
    await server.end('SIGKILL');
    await server.start();
  }
  await publishing;
  const last = acknowledged.at(-1)!.id;
  await until('all have the last one', () => readers.every(({ ids }) => ids.at(-1) === last));
  for (const reader of readers) {
    expectWhole(reader, acknowledged);
    assert.ok(reader.opened > 10);
  }
  assert.equal(await server.end('SIGTERM'), 0);
});

test(
  'two processes behind nginx share a channel through Redis: what one takes, both bring; when one dies, its readers go on at the other',
  { skip: redisIsMissing || nginxIsMissing },
  async () => {
    const redis = await startRedis({ keeps: true });
    const ports = [await freePort(), await freePort()] as const;
    const environment = { REDIS_URL: redis.url };
    const [a, b] = await Promise.all(ports.map((port) => startEngineProcess(port, environment)));
    const origin = await startNginx(
      'location / { proxy_pass http://engine; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_buffering off; }',
      `upstream engine { ${ports.map((port) => `server 127.0.0.1:${port} max_fails=1 fail_timeout=1s;`).join(' ')} }`,
    );
    const atB = readOn(`${b!.origin}/news`);
    const readers = Array.from({ length: 10 }, () => readOn(`${origin}/news`));
    await until('all are there', () => [atB, ...readers].every(({ opened }) => opened > 0));
    const acknowledged = [await publish(`${a!.origin}/news`, 'from A')];
    await until('A’s event at B', () => atB.texts.includes('from A'));

    const allHave = (id: string) =>
      until(`${id} everywhere`, () => [atB, ...readers].every(({ ids }) => ids.at(-1) === id));

    const publishing = (async () => {
      for (let n = 1; n <= 300; n++) acknowledged.push(await publish(`${origin}/news`, `n${n}`));
    })();
    await until('some', () => acknowledged.length > 100);
    await a!.end('SIGKILL');
    await publishing;
    await allHave(acknowledged.at(-1)!.id);
    for (const reader of [atB, ...readers]) expectWhole(reader, acknowledged);
    assert.ok(
      readers.some(({ opened }) => opened > 1),
      'nobody was at A',
    );

    // Redis itself goes and comes: who publishes is told, who reads waits, and nothing is missing.
    await redis.kill();
    const refused = await fetch(`${b!.origin}/news`, { method: 'POST', body: 'lost' });
    assert.equal(refused.status, 503);
    assert.match(await refused.text(), /Redis at .* (does|did) not answer/);
    await redis.start();
    acknowledged.push(await publish(`${b!.origin}/news`, 'after'));
    await allHave(acknowledged.at(-1)!.id);
    for (const reader of [atB, ...readers]) expectWhole(reader, acknowledged);
  },
);
