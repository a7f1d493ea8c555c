import assert from 'node:assert/strict';
import { it } from 'node:test';
import { parseLineGroups } from '../../src/deck/line-groups.ts';

const lit = (text: string) =>
  parseLineGroups(text).map((isLit) =>
    isLit ? [1, 2, 3, 4, 5, 6].filter((line) => isLit(line)) : 'all',
  );

it('line groups are lit one after the other', () => {
  assert.deepEqual(lit('*|1|4-5'), ['all', [1], [4, 5]]);
  assert.deepEqual(lit('2,5-6'), [[2, 5, 6]]);
  assert.deepEqual(lit('1 - 2 | *'), [[1, 2], 'all']);
});
