// kill -9 in the middle of publishing: nothing that was acknowledged is lost, and nobody has to
// mend anything.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createSqliteLog } from '../../src/sse/event-log/sqlite-log.ts';

const folder = mkdtempSync(join(tmpdir(), 'sqlite-kill-'));
after(() => rmSync(folder, { recursive: true }));

/** Publishes until it has `most`, or until it is killed after so many acknowledgements. */
async function publish(path: string, most: number, killAfter: number): Promise<number[]> {
  const writer = spawn(process.execPath, ['tests/support/log-writer.ts', path, String(most)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  writer.stdout.on('data', (text: Buffer) => {
    said += String(text);
    if (said.split('\n').length > killAfter) writer.kill('SIGKILL');
  });
  await new Promise((resolve) => writer.once('close', resolve));
  // What it was saying when it was killed may be half a number.
  return said
    .slice(0, said.lastIndexOf('\n') + 1)
    .trim()
    .split('\n')
    .map(Number);
}

test('a publisher killed 20 times in 2000 events: all that was acknowledged is there, once and in order', async () => {
  const path = join(folder, 'log.db');
  const acknowledged: number[] = [];
  for (let kill = 0; kill < 20; kill++)
    acknowledged.push(...(await publish(path, 2000, 40 + Math.floor(Math.random() * 40))));
  acknowledged.push(...(await publish(path, 2000, Infinity)));
  const log = createSqliteLog({ path });
  const channel = await log.open('news');
  const kept = await channel.read(0, 10_000);
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
