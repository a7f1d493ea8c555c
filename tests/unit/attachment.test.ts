// Whether a page of the class begins live, or on its reader's own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beginsDetached, type Arrival } from '../../src/live/attachment.ts';

const code = 'K7M2QX';
const live = { code, isDetached: false, isLed: false };
const arrival = (changes: Partial<Arrival> = {}) =>
  beginsDetached({ kept: live, code, isThere: true, isReload: false, ...changes });

test('who joins is live, wherever the presenter is', () => {
  assert.equal(arrival({ kept: undefined, isThere: false }), false);
  assert.equal(arrival({ kept: { ...live, code: 'AAAAAA', isDetached: true } }), false);
});

test('who was led to a page is live there, also when the presenter has gone on since', () => {
  assert.equal(arrival({ kept: { ...live, isLed: true }, isThere: false }), false);
});

test('a page of another chapter is its reader’s own choice', () => {
  assert.equal(arrival({ isThere: false }), true);
});

test('a page of the same chapter, and one that is loaded again, stay what they were', () => {
  assert.equal(arrival(), false);
  assert.equal(arrival({ isThere: false, isReload: true }), false);
  assert.equal(arrival({ kept: { ...live, isDetached: true } }), true);
  assert.equal(arrival({ kept: { ...live, isDetached: true }, isReload: true }), true);
});
