// What a class keeps: facts, and now and then the state that they make.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openFactLog } from '../../src/classroom/fact-log.ts';
import { createRoomState, type Fact } from '../../src/classroom/room-state.ts';
import { createMemoryLog } from '../../src/sse/event-log/memory-log.ts';

const place = { chapter: 'a', id: 'b', step: 0, blank: false, section: '' };
const openIn = (log: ReturnType<typeof createMemoryLog>) =>
  openFactLog(log, 'facts', createRoomState(place, 'key'), {
    fact: () => {},
    presence: () => {},
  });
const poll: Fact = { kind: 'poll', chapter: 'a', id: 'c', options: 2, isOpen: true };
const vote = (n: number): Fact => ({
  ...{ kind: 'voted', chapter: 'a', id: 'c' },
  ...{ seat: `seat-${n % 300}`, choice: n % 2 },
});

test('a start reads the newest snapshot and the facts after it: those before may be forgotten', async () => {
  const log = createMemoryLog({ count: 2500 });
  const before = await openIn(log);
  await before.append(poll);
  for (let n = 0; n < 4500; n++) await before.append(vote(n));
  const { oldest } = await log.open('facts');
  assert.ok(oldest > 2000, 'neither the poll nor the first snapshot is kept');
  const after = await openIn(log);
  assert.deepEqual(after.state, before.state);
  assert.equal(Object.keys(after.state.polls[0]!.votes).length, 300);
});

test('a fact that is heard twice says no more than once', async () => {
  const log = createMemoryLog();
  const facts = await openIn(log);
  const asked: Fact = { kind: 'asked', seat: 's', id: 'question-1', text: 'Why?', name: '' };
  const upvoted: Fact = { kind: 'upvoted', seat: 't', id: 'question-1', on: true };
  for (const fact of [poll, vote(1), asked, upvoted]) await facts.append(fact);
  const once = structuredClone(facts.state);
  for (const fact of [poll, vote(1), asked, upvoted]) await facts.append(fact);
  assert.deepEqual(facts.state, once);
});
