// Who finds a place, who does not, and what they are told.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAdmission, isRefusal, type Asker, type Place } from '../../src/sse/admission.ts';

function setUp(limits: Parameters<typeof createAdmission>[0]) {
  const clock = { time: 0 };
  const admission = createAdmission(limits, () => clock.time);
  const ask = (address: string, principal?: string) => {
    const asker: Asker = { address, principal };
    return admission.admit(asker);
  };
  const statusOf = (address: string, principal?: string) => {
    const answer = ask(address, principal);
    return isRefusal(answer) ? answer.status : 200;
  };
  return { admission, clock, ask, statusOf };
}

test('one address has so many places, another one its own', () => {
  const { statusOf } = setUp({ perAddress: 2 });
  assert.deepEqual(
    [statusOf('a'), statusOf('a'), statusOf('a'), statusOf('b')],
    [200, 200, 429, 200],
  );
});

test('one principal has so many places, whatever the address', () => {
  const { statusOf } = setUp({ perPrincipal: 1 });
  assert.deepEqual([statusOf('a', 'p'), statusOf('b', 'p'), statusOf('b', 'q')], [200, 429, 200]);
});

test('all together have so many places; then it is nobody’s own fault', () => {
  const { ask, statusOf } = setUp({ total: 2 });
  assert.deepEqual([statusOf('a'), statusOf('b'), statusOf('c')], [200, 200, 503]);
  const refusal = ask('d');
  assert.ok(isRefusal(refusal) && refusal.retryAfter > 0);
  assert.match(refusal.sentence, /^2 streams are open here already\. Try again later\.$/);
});

test('a place that was given back is free, and only once', () => {
  const { admission, ask, statusOf } = setUp({ perAddress: 1, total: 2 });
  const place = ask('a') as Place;
  assert.equal(statusOf('b'), 200);
  place.leave();
  place.leave();
  assert.equal(admission.open, 1);
  assert.deepEqual([statusOf('a'), statusOf('c')], [200, 503]);
});

test('an address connects so often and no oftener, and may again after a while', () => {
  const { clock, ask, statusOf } = setUp({ burst: 3, perSecond: 2 });
  const statuses = () => [1, 2, 3, 4].map(() => statusOf('a'));
  assert.deepEqual(statuses(), [200, 200, 200, 429]);
  assert.equal(statusOf('b'), 200);
  clock.time += 1000;
  assert.deepEqual(statuses(), [200, 200, 429, 429]);
  clock.time += 60_000;
  assert.deepEqual(statuses(), [200, 200, 200, 429]);
  const refusal = ask('a');
  assert.ok(isRefusal(refusal) && refusal.retryAfter === 1);
});

test('who is refused for its number has used up no connect', () => {
  const { ask, statusOf } = setUp({ perAddress: 1, burst: 2, perSecond: 0.001 });
  const place = ask('a') as Place;
  for (let n = 0; n < 10; n++) assert.equal(statusOf('a'), 429);
  place.leave();
  assert.equal(statusOf('a'), 200);
});

test('a million addresses are not remembered', () => {
  const { statusOf, clock } = setUp({ burst: 1, perSecond: 0.001, total: Infinity });
  statusOf('first');
  for (let n = 0; n < 20_000; n++) statusOf(`a${n}`);
  clock.time += 1;
  // Forgotten, and so let in again: the price of a bound.
  assert.equal(statusOf('first'), 200);
  assert.equal(statusOf('a19999'), 429);
});
