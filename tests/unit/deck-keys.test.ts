import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { actionOf } from '../../src/deck/keys.ts';

const key = (key: string, more: object = {}) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  isComposing: false,
  repeat: false,
  ...more,
});

describe('the keys of a deck', () => {
  it('move by arrows, Space, Page Up and Page Down, n and p', () => {
    for (const name of ['ArrowRight', 'ArrowDown', 'PageDown', ' ', 'n'])
      assert.equal(actionOf(key(name), true), 'next', name);
    for (const name of ['ArrowLeft', 'ArrowUp', 'PageUp', 'p'])
      assert.equal(actionOf(key(name), true), 'previous', name);
    assert.equal(actionOf(key(' ', { shiftKey: true }), true), 'previous');
  });

  it('understand a clicker: Page Up, Page Down, b and the full stop', () => {
    assert.equal(actionOf(key('.'), true), 'blackout');
    assert.equal(actionOf(key('b'), true), 'blackout');
  });

  it('leave combinations to the browser', () => {
    for (const modifier of ['ctrlKey', 'altKey', 'metaKey'])
      assert.equal(actionOf(key('ArrowRight', { [modifier]: true }), true), undefined, modifier);
    assert.equal(actionOf(key('ArrowRight', { shiftKey: true }), true), undefined);
    assert.equal(actionOf(key('N', { shiftKey: true }), true), undefined);
  });

  it('take ? and . with Shift, as some keyboards need it, and letters under Caps Lock', () => {
    assert.equal(actionOf(key('?', { shiftKey: true }), true), 'help');
    assert.equal(actionOf(key('.', { shiftKey: true }), true), 'blackout');
    assert.equal(actionOf(key('B'), true), 'blackout');
  });

  it('can do without those of a single sign, Space excepted', () => {
    for (const name of ['n', 'p', 'o', 'b', 'f', '.', '?'])
      assert.equal(actionOf(key(name), false), undefined, name);
    assert.equal(actionOf(key(' '), false), 'next');
    assert.equal(actionOf(key('Escape'), false), 'overview');
  });

  it('do nothing while a letter is composed, and toggle nothing while held down', () => {
    assert.equal(actionOf(key('n', { isComposing: true }), true), undefined);
    assert.equal(actionOf(key('b', { repeat: true }), true), undefined);
    assert.equal(actionOf(key('ArrowRight', { repeat: true }), true), 'next');
  });

  it('do not take names of object properties for keys', () => {
    assert.equal(actionOf(key('constructor'), true), undefined);
    assert.equal(actionOf(key('toString'), true), undefined);
  });
});
