import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseFenceMeta } from '../../src/markdown/fence-meta.ts';

test('file, region, title and lines are read from a fence', () => {
  const meta = 'file=demos/a/server.ts region=loop title="The loop, twice" {1,4-6}';
  assert.deepEqual(parseFenceMeta(meta), {
    file: 'demos/a/server.ts',
    region: 'loop',
    title: 'The loop, twice',
    steps: [[1, 4, 5, 6]],
  });
});

test('several steps are kept in order', () => {
  assert.deepEqual(parseFenceMeta('{*|2|4-5}').steps, ['*', [2], [4, 5]]);
});

test('no meta is no steps', () => {
  assert.deepEqual(parseFenceMeta(null), { steps: [] });
});

test('an unknown word is an error that lists the known ones', () => {
  assert.throws(() => parseFenceMeta('fle=a'), /does not know "fle"\. It knows: file=…/);
  assert.throws(() => parseFenceMeta('hello'), /does not know "hello"/);
});

test('lines that are none and a region without a file are errors', () => {
  for (const meta of ['{0}', '{5-2}', '{a}', '{}']) {
    assert.throws(() => parseFenceMeta(meta), /names no lines/, meta);
  }
  assert.throws(() => parseFenceMeta('region=loop'), /needs a file/);
});
