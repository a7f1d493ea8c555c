// The pure parts of the WebSocket that lasts, and the lines that the chapter says it has.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { backoff } from '../../demos/cut-both/client-backoff.ts';
import { extractRegion } from '../../src/markdown/regions.ts';

test('the wait is anything up to a limit that doubles, and half a minute at most', () => {
  const limits = [0, 1, 2, 3, 5, 6, 20].map((attempt) => backoff(attempt, () => 1));
  assert.deepEqual(limits, [500, 1000, 2000, 4000, 16_000, 30_000, 30_000]);
  assert.equal(
    backoff(3, () => 0),
    0,
  );
  assert.equal(
    backoff(3, () => 0.25),
    1000,
  );
});

/** Lines of code in a text: what is neither blank nor a comment. */
function countLines(source: string): number {
  return source.split('\n').filter((line) => !/^\s*(\/\/.*|\/\*.*|\*.*)?$/.test(line)).length;
}

const read = (file: string) => readFileSync(`demos/cut-both/${file}`, 'utf8');

test('the chapter counts the lines of each client as they are', () => {
  const streams = read('client-streams.ts');
  const [stream, bare] = ['stream', 'bare'].map((region) =>
    countLines(extractRegion(streams, region, 'client-streams.ts')),
  );
  const files = ['client-lasting.ts', 'client-backoff.ts', 'client-watchdog.ts'];
  const lasting = files.reduce((sum, file) => sum + countLines(read(file)), 0);
  for (const [locale, more] of [
    ['en', 'more'],
    ['es', 'más'],
  ]) {
    const path = `content/${locale}/30-sse-and-websocket/40-line-drops.md`;
    const row = new RegExp(`\\| ${stream} +\\| ${bare} +\\| ${lasting} ${more} `);
    assert.match(readFileSync(path, 'utf8'), row, `${path}: ${stream}, ${bare}, ${lasting}`);
  }
});
