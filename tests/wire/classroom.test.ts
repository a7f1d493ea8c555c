// A class over real HTTP: who leads, who follows, what each may do, and what is refused.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createVisitor, firstPlace, joinClass, openClass } from '../support/class-client.ts';
import { startTestCompanion } from '../support/companion.ts';
import { openRaw } from '../support/raw-client.ts';
import { until } from '../support/until.ts';

const { origins } = await startTestCompanion();
const { site } = origins;
const open: { close: () => void }[] = [];
after(() => open.forEach(({ close }) => close()));

async function begin() {
  const room = await openClass(site);
  const follower = await joinClass(site, room.code);
  open.push(follower.stream);
  return { ...room, follower };
}

test('a class is opened with a code that can be read out, a key in a cookie that no script sees, and an address to share', async () => {
  const { reply, code } = await openClass(site);
  assert.equal(reply.status, 201);
  assert.match(code, /^[2-9A-HJKMNP-TV-Z]{6}$/);
  assert.match(
    reply.headers['set-cookie']![0]!,
    new RegExp(
      `^olr-key=[\\w-]{32}; Path=/api/live/${code}; Max-Age=43200; HttpOnly; SameSite=Strict$`,
    ),
  );
  assert.deepEqual(reply.body, { code, device: 1, origins: [site], isLocalOnly: true });
});

test('who comes late gets the whole state as the first event; then each move, with its id and step', async () => {
  const { move, follower, code } = await begin();
  await move('the-wire', { step: 2 });
  await follower.stream.until('the move', ({ place }) => place.id === 'the-wire');
  const late = await joinClass(site, code.toLowerCase());
  open.push(late.stream);
  assert.deepEqual(late.stream.views[0]!.place, {
    ...firstPlace,
    id: 'the-wire',
    section: 'the-wire',
    step: 2,
  });
  assert.equal(late.stream.views.length, 1);
  assert.equal(late.stream.ids[0], follower.stream.ids.at(-1));
});

test('who was away gets the newest event alone; who has it gets nothing', async () => {
  const { move, code, follower } = await begin();
  for (const id of ['a', 'b', 'c']) await move(id);
  const { place } = await follower.stream.until('c', (view) => view.place.id === 'c');
  const newest = follower.stream.ids.at(-1)!;
  const [epoch, seq] = newest.split('-');
  const away = openRaw(site, `/api/live/${code}`, {
    'Last-Event-ID': `${epoch}-${Number(seq) - 2}`,
  });
  await away.until(new RegExp(`id: ${newest}\\n.*\\n\\n`));
  assert.equal(String(away.all()).match(/^event: room$/gm)?.length, 1);
  assert.match(String(away.all()), new RegExp(JSON.stringify(place).replace(/[{}[\]]/g, '\\$&')));
  const current = openRaw(site, `/api/live/${code}`, { 'Last-Event-ID': newest });
  await current.until(/retry: 1000\n/);
  await move('d');
  await current.until(/"id":"d"/);
  assert.equal(String(current.all()).match(/^event: room$/gm)?.length, 1);
  away.leave();
  current.leave();
});

test('reactions are added up: a hundred taps of five people are told in a few events, none is lost', async () => {
  const { code, follower } = await begin();
  const people = await Promise.all([1, 2, 3, 4, 5].map(() => joinClass(site, code)));
  open.push(...people.map(({ stream }) => stream));
  const before = follower.stream.views.length;
  const begun = performance.now();
  for (let round = 0; round < 2; round++)
    await Promise.all(people.map(({ act }) => act('react', { counts: { clap: 7, heart: 3 } })));
  const { reactions } = await follower.stream.until('all', (view) => view.reactions.clap >= 70);
  const events = follower.stream.views.length - before;
  const seconds = (performance.now() - begun) / 1000;
  assert.deepEqual(reactions, { clap: 70, heart: 30, laugh: 0, puzzled: 0 });
  assert.ok(events <= Math.ceil(seconds * 4) + 1, `${events} events in ${seconds} s`);
});

test('what the presenter presses in a demo is told with the next event; out of its turn it is refused, with any other shape as well', async () => {
  // One address may open only so many classes.
  const { origins: own } = await startTestCompanion();
  const room = await openClass(own.site);
  const { stream } = await joinClass(own.site, room.code);
  const press = (number: number, more: object = {}) =>
    room.act('press', { run: 1, number, press: { control: 3, value: 'x' }, ...more });
  assert.equal((await press(0)).status, 200);
  const { turn } = await stream.until('the press', ({ turn }) => turn.presses.length === 1);
  assert.deepEqual(turn, {
    run: 1,
    first: 0,
    presses: [{ control: 3, value: 'x' }],
    isStopped: false,
  });
  assert.equal((await press(0)).status, 409);
  assert.equal((await press(1, { run: 2 })).status, 409);
  assert.equal((await press(1, { press: { control: 3, value: 'x'.repeat(501) } })).status, 400);
  assert.equal((await press(1, { press: { control: -1 } })).status, 400);
  assert.equal((await room.act('stop', { run: 1 })).status, 200);
  await stream.until('Stop', ({ turn }) => turn.isStopped);
  assert.equal((await room.act('restart', { run: 1 })).status, 200);
  await stream.until(
    'a new run',
    ({ turn }) => turn.run === 2 && turn.presses.length === 0 && !turn.isStopped,
  );
  assert.equal((await press(0, { run: 2 })).status, 200);
  stream.close();
});

test('reactions are those of the slide: the next one begins with none', async () => {
  const { move, follower } = await begin();
  await follower.act('react', { counts: { puzzled: 1 } });
  await follower.stream.until('one', (view) => view.reactions.puzzled === 1);
  await move('next');
  await follower.stream.until('none', (view) => view.reactions.puzzled === 0);
});

test('a poll is opened, voted in, closed; the second vote of somebody takes the place of the first', async () => {
  const { act, code, follower, desk } = await begin();
  const other = await joinClass(site, code);
  const panel = desk();
  open.push(other.stream, panel);
  const poll = { chapter: 'one-request', id: 'check-end' };
  assert.equal((await follower.act('vote', { ...poll, choice: 1 })).status, 409);
  await act('poll', { ...poll, options: 3, isOpen: true });
  assert.equal((await follower.act('vote', { ...poll, choice: 1 })).status, 200);
  assert.equal((await other.act('vote', { ...poll, choice: 1 })).status, 200);
  await follower.stream.until('two votes', (view) => view.poll?.votes[1] === 2);
  assert.equal((await follower.act('vote', { ...poll, choice: 2 })).status, 200);
  await follower.stream.until('one each', (view) => view.poll?.votes.join() === '0,1,1');
  assert.equal((await other.act('vote', { ...poll, choice: 3 })).status, 409);
  await act('poll', { ...poll, options: 3, isOpen: false });
  assert.equal((await other.act('vote', { ...poll, choice: 0 })).status, 409);
  const { polls } = await panel.until('closed', (view) => view.polls[0]?.isOpen === false);
  assert.deepEqual(polls, [{ ...poll, isOpen: false, votes: [0, 1, 1] }]);
});

test('a question waits at the desk until it is shown; asked twice under one id it is there once', async () => {
  const { act, code, follower, desk } = await begin();
  const other = await joinClass(site, code);
  const panel = desk();
  open.push(other.stream, panel);
  const question = { id: 'question-1', text: 'Why is there no <b>end</b>?', name: '' };
  assert.equal((await follower.act('ask', question)).status, 200);
  assert.equal((await follower.act('ask', question)).status, 200);
  const { questions } = await panel.until('it', (view) => view.questions.length > 0);
  assert.deepEqual(questions, [{ ...question, upvotes: 0, state: 'waiting' }]);
  assert.deepEqual(follower.stream.views.at(-1)!.questions, []);
  await act('moderate', { question: 'question-1', state: 'shown' });
  await other.stream.until('shown', (view) => view.questions.length === 1);
  await other.act('upvote', { id: 'question-1', on: true });
  await other.act('upvote', { id: 'question-1', on: true });
  await follower.act('upvote', { id: 'question-1', on: true });
  await follower.stream.until('one vote, not its own', (view) => view.questions[0]?.upvotes === 1);
  await act('moderate', { question: 'question-1', state: 'answered' });
  await follower.stream.until('answered', (view) => view.questions.length === 0);
  assert.equal((await act('moderate', { question: 'question-9', state: 'shown' })).status, 404);
});

test('the desk knows who follows, who looks elsewhere, and who finds it too fast', async () => {
  const { code, follower, desk } = await begin();
  const other = await joinClass(site, code);
  const panel = desk();
  open.push(other.stream, panel);
  await panel.until('two', ({ audience }) => audience.here === 2 && audience.detached === 0);
  await follower.act('look', { isDetached: true });
  await panel.until('one of them away', ({ audience }) => audience.detached === 1);
  await follower.act('look', { isDetached: false });
  await follower.act('pace', { pace: 'fast' });
  await other.act('pace', { pace: 'fast' });
  await other.act('pace', { pace: 'slow' });
  await panel.until('one each', ({ pace }) => pace.fast === 1 && pace.slow === 1);
  await other.act('pace', { pace: 'good' });
  await panel.until('one', ({ pace }) => pace.fast === 1 && pace.slow === 0);
  other.stream.close();
  const { audience } = await panel.until('one left', (view) => view.audience.here === 1);
  assert.deepEqual(audience, { here: 1, detached: 0, behind: 0 });
});

test('one device drives: another one comes by a ticket that is good once, takes over, and everybody sees it', async () => {
  const { act, move, path, follower } = await begin();
  const { ticket } = (await act('invite')).body;
  const phone = createVisitor(site);
  assert.equal((await phone.post(`${path}/move`, firstPlace)).status, 403);
  const equipped = await phone.post(`${path}/equip`, { ticket });
  assert.deepEqual([equipped.status, equipped.body], [200, { device: 2 }]);
  assert.equal((await createVisitor(site).post(`${path}/equip`, { ticket })).status, 403);
  const wanted = { ...firstPlace, id: 'by-phone' };
  assert.equal((await phone.post(`${path}/move`, wanted)).status, 409);
  assert.equal((await phone.post(`${path}/drive`, {})).status, 200);
  assert.equal((await phone.post(`${path}/move`, wanted)).status, 200);
  const { driver } = await follower.stream.until(
    'its move',
    ({ place }) => place.id === 'by-phone',
  );
  assert.equal(driver, 2);
  const refused = await move('by-console');
  assert.deepEqual(
    [refused.status, refused.body['error']],
    [409, 'Another device drives this class. Take over first.'],
  );
});

test('the end: the class is told, its streams end, its code is nobody’s, its key opens nothing', async () => {
  const { act, code, path, follower, presenter } = await begin();
  assert.equal((await act('end')).status, 200);
  await follower.stream.until('the end', ({ isOver }) => isOver);
  await follower.stream.ended;
  await until('404', () => follower.stream.status === 404);
  assert.equal((await presenter.post(`${path}/move`, firstPlace)).status, 404);
  const late = await fetch(`${site}/api/live/${code}`);
  assert.deepEqual(
    [late.status, await late.json()],
    [404, { error: 'There is no class with this code: it is over, or mistyped.' }],
  );
});
