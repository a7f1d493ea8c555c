import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createWalk, formatAddress, parseAddress, type Cause } from '../../src/deck/position.ts';

const slides = [
  { id: 'title', steps: 0 },
  { id: 'wire', steps: 2 },
  { id: 'end', steps: 0 },
];

describe('the walk through a deck', () => {
  it('takes the steps of a slide before it goes on', () => {
    const walk = createWalk(slides);
    const seen = Array.from({ length: 5 }, () => {
      walk.next();
      return `${walk.position.id}.${walk.position.step}`;
    });
    assert.deepEqual(seen, ['wire.0', 'wire.1', 'wire.2', 'end.0', 'end.0']);
    assert.equal(walk.isLast, true);
  });

  it('goes back to a slide as it was left, with all its steps', () => {
    const walk = createWalk(slides);
    walk.go({ id: 'end', step: 0 }, 'jump');
    walk.previous();
    assert.deepEqual(walk.position, { id: 'wire', step: 2 });
  });

  it('stays where it is while somebody else drives, who moves it all the same', () => {
    let mayMove = false;
    const walk = createWalk(slides, () => mayMove);
    walk.next();
    walk.last();
    assert.equal(walk.go({ id: 'wire', step: 1 }, 'address'), false);
    assert.equal(walk.index, 0);
    assert.equal(walk.go({ id: 'wire', step: 1 }, 'remote'), true);
    mayMove = true;
    walk.next();
    assert.deepEqual(walk.position, { id: 'wire', step: 2 });
  });

  it('does not move before the beginning', () => {
    const walk = createWalk(slides);
    walk.previous();
    assert.equal(walk.isFirst, true);
  });

  it('bounds a step that the slide has not, and refuses a slide that the deck has not', () => {
    const walk = createWalk(slides);
    assert.equal(walk.go({ id: 'wire', step: 9 }, 'remote'), true);
    assert.deepEqual(walk.position, { id: 'wire', step: 2 });
    assert.equal(walk.go({ id: 'nowhere', step: 0 }, 'remote'), false);
    assert.deepEqual(walk.position, { id: 'wire', step: 2 });
  });

  it('tells why it moved and where from, once for each move', () => {
    const walk = createWalk(slides);
    const moves: [Cause, string][] = [];
    walk.onMove((cause, from) => moves.push([cause, from.id]));
    walk.next();
    walk.go({ id: 'wire', step: 0 }, 'remote');
    walk.last();
    assert.deepEqual(moves, [
      ['step', 'title'],
      ['jump', 'wire'],
    ]);
  });
});

describe('the address of a position', () => {
  it('is the id, and the step where there is one', () => {
    assert.equal(formatAddress({ id: 'wire', step: 0 }), '#wire');
    assert.equal(formatAddress({ id: 'wire', step: 2 }), '#wire.2');
  });

  it('is read back', () => {
    assert.deepEqual(parseAddress('#wire.2'), { id: 'wire', step: 2 });
    assert.deepEqual(parseAddress('#wire'), { id: 'wire', step: 0 });
    assert.deepEqual(parseAddress('#a%C3%B1o'), { id: 'año', step: 0 });
  });

  it('is nothing where the fragment is none of ours', () => {
    for (const hash of ['', '#', '#/3/1', '#wire.x', '#%E0%A4%A', '#.2']) {
      const position = parseAddress(hash);
      assert.ok(position === undefined || !slides.some(({ id }) => id === position.id), hash);
    }
  });
});
