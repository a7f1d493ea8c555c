// A room's state out of its facts: whole, after a snapshot, in two processes, and within its bounds.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openFactLog, type FactLog } from '../../src/classroom/fact-log.ts';
import { readCode } from '../../src/classroom/code.ts';
import { createSeat, findKey, hashKey, readSeat } from '../../src/classroom/keys.ts';
import { createPress } from '../../src/classroom/press.ts';
import {
  createRoomState,
  fold,
  mostOf,
  toDeskView,
  toRoomView,
  type Fact,
  type RoomState,
} from '../../src/classroom/room-state.ts';
import { createRooms } from '../../src/classroom/rooms.ts';
import { startFrom } from '../../src/classroom/room.ts';
import { createChannel } from '../../src/sse/channel.ts';
import { createEngine } from '../../src/sse/engine.ts';
import { createMemoryLog } from '../../src/sse/event-log/memory-log.ts';

const place = { chapter: 'one-request', id: 'title', step: 0, blank: false, section: '' };
const poll = { chapter: 'one-request', id: 'check' };
const begin = () => createRoomState(place, hashKey('first'));
const deaf = { fact: () => {}, presence: () => {} };

function after(...facts: Fact[]): RoomState {
  const state = begin();
  for (const fact of facts) fold(state, fact);
  return state;
}

test('votes: the second of a seat replaces the first; none counts before the poll is open, after it was closed, or for what is no option', () => {
  const vote = (seat: string, choice: number): Fact => ({ kind: 'voted', seat, ...poll, choice });
  const open: Fact = { kind: 'poll', ...poll, options: 2, isOpen: true };
  const close: Fact = { ...open, isOpen: false };
  const state = after(
    vote('a', 0),
    open,
    vote('a', 0),
    vote('a', 1),
    vote('b', 2),
    close,
    vote('c', 0),
  );
  assert.deepEqual(toRoomView('K', state).poll, { ...poll, isOpen: false, votes: [0, 1] });
});

test('what the presenter pressed in a demo: each press once and in its order, the newest for who comes late, none of another slide', () => {
  const press = (number: number, run = 1): Fact => ({
    ...{ kind: 'pressed', run, number },
    press: { control: number },
  });
  const controls = (state: RoomState) => state.turn.presses.map(({ control }) => control);
  // Heard twice, after a gap, and of a run that is not the one that runs.
  const state = after(press(0), press(0), press(2), press(1, 7), press(1));
  assert.deepEqual(controls(state), [0, 1]);
  for (let number = 2; number < mostOf.presses + 5; number++) fold(state, press(number));
  assert.equal(state.turn.presses.length, mostOf.presses);
  assert.deepEqual([state.turn.first, controls(state)[0]], [5, 5]);
  fold(state, { kind: 'moved', place: { ...place, step: 1 } });
  assert.equal(state.turn.run, 1);
  for (const run of [0, 1, 1]) fold(state, { kind: 'stopped', run });
  assert.equal(state.turn.isStopped, true);
  fold(state, { kind: 'restarted', run: 1 });
  fold(state, { kind: 'restarted', run: 1 });
  const fresh = { first: 0, presses: [], isStopped: false };
  assert.deepEqual(state.turn, { run: 2, ...fresh });
  // Said of a run that is over.
  fold(state, { kind: 'stopped', run: 1 });
  assert.equal(state.turn.isStopped, false);
  fold(state, { kind: 'moved', place: { ...place, id: 'next' } });
  assert.deepEqual(toRoomView('K', state).turn, { run: 3, ...fresh });
});

test('opening a poll closes the one before; opened again, it has its votes', () => {
  const open = (id: string): Fact => ({ kind: 'poll', chapter: 'a', id, options: 2, isOpen: true });
  const vote: Fact = { kind: 'voted', seat: 's', chapter: 'a', id: 'x', choice: 1 };
  const state = after(open('x'), vote, open('y'), open('x'));
  const { polls } = toDeskView(state, { here: 0, detached: 0, behind: 0 }, 0);
  assert.deepEqual(polls, [
    { chapter: 'a', id: 'y', isOpen: false, votes: [0, 0] },
    { chapter: 'a', id: 'x', isOpen: true, votes: [0, 1] },
  ]);
});

test('every fact may be heard twice and says no more the second time', () => {
  const facts: Fact[] = [
    { kind: 'moved', place: { ...place, id: 'two' } },
    { kind: 'invited', ticket: 't', until: 1 },
    { kind: 'equipped', key: hashKey('second'), ticket: 't' },
    { kind: 'drives', device: 2 },
    { kind: 'poll', ...poll, options: 2, isOpen: true },
    { kind: 'voted', seat: 's', ...poll, choice: 1 },
    { kind: 'pace', seat: 's', pace: 'fast', at: 5 },
    { kind: 'asked', seat: 's', id: 'q', text: 'Why?', name: '' },
    { kind: 'upvoted', seat: 'r', id: 'q', on: true },
    { kind: 'moderated', id: 'q', state: 'shown' },
    { kind: 'looked', seat: 's', isDetached: true },
    { kind: 'over' },
  ];
  assert.deepEqual(after(...facts.flatMap((fact) => [fact, fact])), after(...facts));
});

test('a ticket makes one device, and a used one none', () => {
  const equipped = (key: string): Fact => ({ kind: 'equipped', key: hashKey(key), ticket: 't' });
  const state = after({ kind: 'invited', ticket: 't', until: 1 }, equipped('a'), equipped('b'));
  assert.deepEqual([findKey(state.devices, 'a'), findKey(state.devices, 'b')], [1, -1]);
});

test('too fast counts for three minutes', () => {
  const state = after({ kind: 'pace', seat: 's', pace: 'fast', at: 1000 });
  const fastAt = (now: number) =>
    toDeskView(state, { here: 0, detached: 0, behind: 0 }, now).pace.fast;
  assert.deepEqual([fastAt(1000), fastAt(180_999), fastAt(181_000)], [1, 1, 0]);
});

test('what a room holds is bounded: seats, questions, polls, devices, tickets', () => {
  const state = begin();
  fold(state, { kind: 'poll', ...poll, options: 2, isOpen: true });
  for (let n = 0; n < mostOf.seats + 10; n++) {
    const seat = `seat-${n}`;
    fold(state, { kind: 'voted', seat, ...poll, choice: 0 });
    fold(state, { kind: 'pace', seat, pace: 'fast', at: 0 });
    fold(state, { kind: 'looked', seat, isDetached: true });
    fold(state, { kind: 'asked', seat, id: seat, text: 'Why?', name: '' });
    fold(state, { kind: 'invited', ticket: seat, until: 1 });
    fold(state, { kind: 'poll', chapter: 'a', id: seat, options: 2, isOpen: false });
  }
  const sizes = [state.polls[0]!.votes, state.pace, state.detached].map(
    (one) => Object.keys(one).length,
  );
  assert.deepEqual(sizes, [mostOf.seats, mostOf.seats, mostOf.seats]);
  assert.equal(state.questions.length, mostOf.questions);
  assert.equal(Object.keys(state.tickets).length, mostOf.tickets);
  assert.equal(state.polls.length, 1);
});

async function vote(facts: FactLog, seats: number): Promise<void> {
  await facts.append({ kind: 'poll', ...poll, options: 2, isOpen: true });
  for (let n = 0; n < seats; n++)
    await facts.append({ kind: 'voted', seat: `seat-${n}`, ...poll, choice: n % 2 });
}

test('a new start reads the newest snapshot and what came after it: the facts before may be gone', async () => {
  const log = createMemoryLog({ count: 2500 });
  const first = await openFactLog(log, 'facts', begin(), deaf);
  await vote(first, 3000);
  const channel = await log.open('facts');
  assert.ok(channel.oldest > 500, `the oldest fact is ${channel.oldest}`);
  const second = await openFactLog(log, 'facts', begin(), deaf);
  assert.deepEqual(second.state, first.state);
});

test('two processes with one log come to one state, whoever wrote', async () => {
  const log = createMemoryLog();
  const one = await openFactLog(log, 'facts', begin(), deaf);
  const two = await openFactLog(log, 'facts', begin(), deaf);
  await Promise.all([vote(one, 50), two.append({ kind: 'drives', device: 2 }), vote(two, 70)]);
  assert.deepEqual(two.state, one.state);
  assert.deepEqual(toRoomView('K', one.state).poll?.votes, [35, 35]);
});

test('a press brings the newest state, not each, and the older of two processes gives way', async () => {
  const log = createMemoryLog();
  const [kept, channel] = [await log.open('room'), createChannel({ log: await log.open('room') })];
  let n = 0;
  const press = await createPress(channel, kept, 'room', () => ({ n }));
  for (n = 1; n < 100; n++) press.changed(false);
  await press.settle();
  const data = async () => (await kept.read(0, 100)).map((event) => event.data);
  assert.deepEqual((await data()).at(-1), '{"n":100}');
  assert.ok((await data()).length <= 2, String(await data()));
  // Another process publishes what this one knows to be old.
  await kept.append([{ event: 'room', data: '{"n":7}' }]);
  await press.settle();
  assert.equal((await data()).at(-1), '{"n":100}');
  press.close();
});

test('a reader is brought up from the event before the newest, unless it has that one', () => {
  assert.equal(startFrom('abc-7', 'abc-7'), 'abc-7');
  for (const heard of ['', 'abc-3', 'other-7']) assert.equal(startFrom('abc-7', heard), 'abc-6');
});

test('a class ends by itself when it is old, and another one may begin where there were too many', async () => {
  const log = createMemoryLog();
  const engine = createEngine({ log });
  const clock = { time: 0 };
  const options = { log, engine, most: 2, lasts: 1000, now: () => clock.time };
  const rooms = await createRooms(options);
  const { room } = (await rooms.open(place))!;
  clock.time = 600;
  assert.ok(await rooms.open(place));
  assert.equal(await rooms.open(place), undefined);
  rooms.close();
  clock.time = 1100;
  const later = await createRooms(options);
  assert.equal(await later.find(room.code), undefined);
  assert.ok(await later.open(place));
  later.close();
});

test('codes are read as people type them, and seats are known to the room that gave them out', () => {
  assert.equal(readCode(' k7m-2qx '), 'K7M2QX');
  for (const wrong of ['', 'K7M2Q', 'K7M2Q0', 'K7M2QXX', 'K7M2QÜ'])
    assert.equal(readCode(wrong), undefined);
  const seat = createSeat('secret');
  assert.equal(readSeat('secret', seat), seat.split('.')[0]);
  for (const wrong of [undefined, '', seat.slice(0, -1), `x${seat}`])
    assert.equal(readSeat('secret', wrong), undefined);
  assert.equal(readSeat('another', seat), undefined);
});
