// kill -9 in the middle of publishing: nothing that was acknowledged is lost, and nobody has to
// mend anything.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createSqliteLog } from '../../src/sse/event-log/sqlite-log.ts';

const most = 1_000_000;
const folder = mkdtempSync(join(tmpdir(), 'sqlite-kill-'));
after(() => rmSync(folder, { recursive: true }));

/** Publishes until it has `most`, or until it is killed after so many acknowledgements; tells how it ended. */
async function publish(path: string, most: number, killAfter: number) {
  const writer = spawn(process.execPath, ['tests/support/log-writer.ts', path, String(most)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  writer.stdout.on('data', (text: Buffer) => {
    said += String(text);
    if (said.split('\n').length > killAfter) writer.kill('SIGKILL');
  });
  const [, signal] = (await once(writer, 'close')) as [unknown, NodeJS.Signals | null];
  // What it was saying when it was killed may be half a number.
  const numbers = said.split('\n').slice(0, -1).map(Number);
  return { numbers, signal };
}

test('a publisher killed 20 times in 2000 events or more: all that was acknowledged is there, once and in order', async () => {
  const path = join(folder, 'log.db');
  const acknowledged: number[] = [];
  // How much a fast machine still publishes before it is killed, nobody knows.
  for (let kill = 0; kill < 20; kill++) {
    const { numbers, signal } = await publish(path, most, 40 + Math.floor(Math.random() * 40));
    assert.equal(signal, 'SIGKILL');
    acknowledged.push(...numbers);
  }
  acknowledged.push(...(await publish(path, 2000, Infinity)).numbers);
  const log = createSqliteLog({ path });
  const channel = await log.open('news');
  const kept = await channel.read(0, most);
  await log.close();
  assert.ok(channel.last >= 2000);
  assert.deepEqual(
    kept.map(({ seq, data }) => [seq, data]),
    Array.from({ length: channel.last }, (_, index) => [index + 1, `n${index + 1}`]),
  );
  assert.deepEqual(
    acknowledged,
    [...new Set(acknowledged)].sort((a, b) => a - b),
  );
  assert.ok(acknowledged.length > 1000 && acknowledged.at(-1)! <= channel.last);
});
