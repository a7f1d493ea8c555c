import assert from 'node:assert/strict';
import { test } from 'node:test';
import { median, quantile, table, verdict } from '../bench/statistics.ts';

test('a median is the middle one, whatever the order', () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(quantile([1, 2, 3, 4], 0.99), 4);
  assert.equal(quantile([3], 0), 3);
});

test('a goal that is missed is said to be', () => {
  assert.equal(verdict(0.6, { atMost: 0.6 }), '≤ 0.6 ✓');
  assert.equal(verdict(0.61, { atMost: 0.6 }), '≤ 0.6 ✗ missed');
  assert.equal(verdict(7, { atLeast: 8 }), '≥ 8 ✗ missed');
});

test('a table is as wide as its widest cell', () => {
  assert.equal(table(['a', 'bb'], [['ccc', 'd']]), '| a   | bb |\n| --- | -- |\n| ccc | d  |');
});
