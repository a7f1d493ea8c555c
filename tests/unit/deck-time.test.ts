import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { paceOf, planTimes } from '../../src/deck/pace.ts';
import { createTimer, formatDuration } from '../../src/deck/timer.ts';

const minute = 60_000;
const slide = (section: string, minutes = 0) => ({ section, minutes });

describe('the plan of a talk', () => {
  it('gives every slide the same share where no notes name a time', () => {
    const times = planTimes([slide('a'), slide('b'), slide('c')], 12);
    assert.deepEqual(times, [0, 4 * minute, 8 * minute, 12 * minute]);
  });

  it('gives a section what its notes ask for, and the others what is left', () => {
    const times = planTimes([slide('title'), slide('a'), slide('a', 4), slide('b')], 10);
    assert.deepEqual(times, [0, 3 * minute, 5 * minute, 7 * minute, 10 * minute]);
  });

  it('fills the minutes of the chapter, also where the notes ask for more', () => {
    const times = planTimes([slide('a', 10), slide('b', 10)], 10);
    assert.deepEqual(times, [0, 5 * minute, 10 * minute]);
  });
});

describe('the pace', () => {
  const times = [0, 4 * minute, 8 * minute, 12 * minute];

  it('is on time while the timer is inside the share of the slide', () => {
    assert.equal(paceOf(times, 1, 4 * minute), 0);
    assert.equal(paceOf(times, 1, 8 * minute), 0);
  });

  it('is ahead on a slide whose time has not come, behind where it is over', () => {
    assert.equal(paceOf(times, 2, 6 * minute), 2);
    assert.equal(paceOf(times, 0, 5 * minute), -1);
  });

  it('takes less than half a minute for no news', () => {
    assert.equal(paceOf(times, 0, 4 * minute + 20_000), 0);
    assert.ok(Object.is(paceOf(times, 0, 4 * minute + 20_000), 0));
  });
});

describe('the timer', () => {
  it('counts while it runs, keeps what it has when paused, forgets when reset', () => {
    let now = 1000;
    const timer = createTimer(() => now);
    timer.start();
    now += 5000;
    assert.equal(timer.elapsed(), 5000);
    timer.pause();
    now += 9000;
    assert.equal(timer.elapsed(), 5000);
    timer.start();
    now += 1000;
    assert.equal(timer.elapsed(), 6000);
    timer.reset();
    assert.equal(timer.elapsed(), 0);
    assert.equal(timer.running, false);
  });

  it('goes on where another page left it', () => {
    const timer = createTimer(() => 10_000, { elapsed: 2000, since: 4000 });
    assert.equal(timer.elapsed(), 8000);
  });

  it('is written as minutes and seconds, and hours when there are any', () => {
    assert.equal(formatDuration(0), '0:00');
    assert.equal(formatDuration(754_900), '12:34');
    assert.equal(formatDuration(3_723_000), '1:02:03');
  });
});
