// The engines of the event log that need nothing beside them: the contract of all, and their own.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, test } from 'node:test';
import { createMemoryLog } from '../../src/sse/event-log/memory-log.ts';
import { createSqliteLog } from '../../src/sse/event-log/sqlite-log.ts';
import { eventLogContract } from '../support/event-log-contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'event-log-'));
after(() => rmSync(folder, { recursive: true }));
let files = 0;
const another = () => join(folder, `${++files}.db`);

eventLogContract('memory', (bounds) => Promise.resolve(createMemoryLog(bounds)));
eventLogContract('sqlite', (bounds) =>
  Promise.resolve(createSqliteLog({ path: another(), bounds })),
);

test('a file keeps its epoch and its numbers when it is opened again', async () => {
  const path = another();
  const before = createSqliteLog({ path });
  const channel = await before.open('news');
  await channel.append([{ data: 'a' }, { data: 'b' }]);
  await before.close();
  const log = createSqliteLog({ path });
  const again = await log.open('news');
  assert.deepEqual([again.epoch, again.last, again.oldest], [channel.epoch, 2, 1]);
  assert.deepEqual(await again.append([{ data: 'c' }]), [3]);
  assert.equal((await again.read(0, 10)).length, 3);
  await log.close();
});

test('what was appended just before the close is kept', async () => {
  const path = another();
  const log = createSqliteLog({ path });
  const channel = await log.open('news');
  const appended = channel.append([{ data: 'a' }]);
  await log.close();
  assert.deepEqual(await appended, [1]);
  const again = createSqliteLog({ path });
  assert.equal((await again.open('news')).last, 1);
  await again.close();
});

test('half a surrogate pair is kept as what it will be on the wire', async () => {
  const log = createSqliteLog({ path: another() });
  const channel = await log.open('news');
  await channel.append([{ data: '\ud83d' }]);
  assert.equal((await channel.read(0, 1))[0]!.data, '\ufffd');
  await log.close();
});

test('a file that is in use is refused with the remedy, and free again afterwards', async () => {
  const path = another();
  const log = createSqliteLog({ path });
  assert.throws(() => createSqliteLog({ path }), /Another process has it open\. .* Redis\./);
  await log.close();
  await createSqliteLog({ path }).close();
});

test('a file that is no database is refused, and left as it is', () => {
  const path = another();
  writeFileSync(path, 'These are notes, and no database. '.repeat(50));
  assert.throws(() => createSqliteLog({ path }), /It is no database\. Choose another file/);
});

test('a folder that is not there is named', () => {
  const path = join(folder, 'missing', 'log.db');
  assert.throws(() => createSqliteLog({ path }), /missing.*See whether its folder is there/);
});

test('a file of a newer version is left to the newer program', () => {
  const path = another();
  const database = new DatabaseSync(path);
  database.exec('PRAGMA user_version = 99');
  database.close();
  assert.throws(() => createSqliteLog({ path }), /version 99, and this program knows 1/);
});

test('what a transaction could not keep has no number, and the next one goes on', async () => {
  const path = another();
  const log = createSqliteLog({ path });
  const channel = await log.open('news');
  await channel.append([{ data: 'a' }]);
  // Whatever SQLite throws: here it cannot even be asked.
  const broken = {
    get data(): string {
      throw new Error('disk full, say');
    },
  };
  const [bad, beside] = await Promise.allSettled([
    channel.append([broken]),
    channel.append([{ data: 'b' }]),
  ]);
  for (const result of [bad, beside]) {
    assert.equal(result.status, 'rejected');
    assert.match(String(result.reason), /kept nothing \(disk full, say\)/);
  }
  assert.deepEqual(await channel.append([{ data: 'c' }]), [2]);
  assert.deepEqual(
    (await channel.read(0, 10)).map(({ data }) => data),
    ['a', 'c'],
  );
  await log.close();
});
