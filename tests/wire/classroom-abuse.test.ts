// What a stranger in the same network may try: each is refused with a clear status, what a class
// holds stays bounded, and the class goes on.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, test } from 'node:test';
import { createVisitor, firstPlace, joinClass, openClass } from '../support/class-client.ts';
import { startTestCompanion } from '../support/companion.ts';
import { openRaw } from '../support/raw-client.ts';
import { until } from '../support/until.ts';

const open: { close: () => void }[] = [];
after(() => open.forEach(({ close }) => close()));

async function begin() {
  const { origins } = await startTestCompanion();
  const { site } = origins;
  const room = await openClass(site);
  const follower = await joinClass(site, room.code);
  open.push(follower.stream);
  /** The class goes on: a move still reaches it. */
  async function goesOn() {
    const id = `slide-${Math.random().toString(36).slice(2)}`;
    assert.equal((await room.move(id)).status, 200);
    await follower.stream.until('the next move', ({ place }) => place.id === id);
  }
  return { site, ...room, follower, goesOn };
}

test('without the key, or with a wrong one, nobody moves a class, opens a poll, sees the desk or ends it', async () => {
  const { site, path, follower, goesOn } = await begin();
  const wrong = { Cookie: `olr-key=${'x'.repeat(32)}` };
  const acts: [string, object][] = [
    ['move', firstPlace],
    ['drive', {}],
    ['invite', {}],
    ['poll', { chapter: 'a', id: 'b', options: 2, isOpen: true }],
    ['press', { run: 1, number: 0, press: { control: 0 } }],
    ['stop', { run: 1 }],
    ['restart', { run: 1 }],
    ['lead', { run: `${'a'.repeat(12)}.1` }],
    ['moderate', { question: 'question-1', state: 'shown' }],
    ['share', {}],
    ['end', {}],
  ];
  for (const [name, body] of acts) {
    assert.equal((await follower.act(name, body)).status, 403, name);
    assert.equal(
      (await createVisitor(site).post(`${path}/${name}`, body, wrong)).status,
      403,
      name,
    );
  }
  for (const headers of [{}, wrong])
    assert.equal((await fetch(`${site}${path}/desk`, { headers })).status, 403);
  assert.equal((await fetch(`${site}${path}/desk`, { method: 'HEAD' })).status, 403);
  await goesOn();
});

test('codes cannot be guessed: after thirty wrong ones a right one is refused, too, but not to who has a seat', async () => {
  const { site, path, code, follower, goesOn } = await begin();
  const statuses: number[] = [];
  for (let guess = 0; guess < 40; guess++) {
    const wrong = code.slice(0, 4) + String.fromCharCode(65 + (guess % 8)) + (guess % 8 || 9);
    statuses.push((await fetch(`${site}/api/live/${wrong}`)).status);
  }
  assert.equal(statuses[0], 404);
  assert.equal(statuses.at(-1), 429);
  const right = await fetch(site + path);
  assert.equal(right.status, 429);
  assert.ok(Number(right.headers.get('retry-after')) > 0);
  assert.equal((await follower.act('pace', { pace: 'fast' })).status, 200);
  await goesOn();
});

test('a class that comes back after its end does not guess: the code of another class is taken after it', async () => {
  const { site, act, path } = await begin();
  const other = await openClass(site);
  await act('end');
  for (let n = 0; n < 50; n++) assert.equal((await fetch(site + path)).status, 404);
  open.push((await joinClass(site, other.code)).stream);
});

test('who has no seat, or made one up, has no vote', async () => {
  const { site, path, act, goesOn } = await begin();
  const poll = { chapter: 'one-request', id: 'check' };
  await act('poll', { ...poll, options: 2, isOpen: true });
  const stranger = createVisitor(site);
  const made = { Cookie: 'olr-seat=abcdefghijkl.abcdefghijklmnopqrstuv' };
  for (const headers of [{}, made])
    assert.equal(
      (await stranger.post(`${path}/vote`, { ...poll, choice: 0 }, headers)).status,
      403,
    );
  await goesOn();
});

test('votes of one seat, side by side, are one vote', async () => {
  const { act, follower, desk } = await begin();
  const poll = { chapter: 'one-request', id: 'check' };
  await act('poll', { ...poll, options: 2, isOpen: true });
  await Promise.all([0, 1, 0, 1, 0].map((choice) => follower.act('vote', { ...poll, choice })));
  const panel = desk();
  open.push(panel);
  const sum = (votes: number[] = []) => votes.reduce((all, one) => all + one, 0);
  await panel.until('the vote', ({ polls }) => sum(polls[0]?.votes) > 0);
  await act('poll', { ...poll, options: 2, isOpen: false });
  const { polls } = await panel.until('the end', (view) => view.polls[0]?.isOpen === false);
  assert.equal(sum(polls[0]!.votes), 1);
});

test('ten thousand reactions from one seat are refused with 429 after the first few, and a move is not held up by them', async () => {
  const { site, code, follower, goesOn, move } = await begin();
  const neighbour = await joinClass(site, code);
  const statuses = new Map<number, number>();
  async function hammer() {
    for (let n = 0; n < 1000; n++) {
      const { status } = await follower.act('react', { counts: { clap: 10 } });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  }
  const begun = performance.now();
  const hammering = Promise.all(Array.from({ length: 10 }, hammer));
  await goesOn();
  await move('meanwhile');
  await hammering;
  const seconds = (performance.now() - begun) / 1000;
  assert.deepEqual([...statuses.keys()].sort(), [200, 429]);
  assert.ok(statuses.get(200)! <= 20 + seconds * 4 + 1, `${statuses.get(200)} in ${seconds} s`);
  assert.ok(follower.stream.views.length < 10 + seconds * 5);
  // What was refused to one seat is not taken from the others at its address.
  assert.equal((await neighbour.act('react', { counts: { clap: 1 } })).status, 200);
  neighbour.stream.close();
  await goesOn();
});

test('a question of 1 MB is refused with 413 before it is read, one of 300 characters with 400', async () => {
  const { site, code, follower, goesOn } = await begin();
  const ask = (text: string) => follower.act('ask', { id: 'question-1', text, name: '' });
  const large = await ask('x'.repeat(1_000_000)).catch(
    (error: NodeJS.ErrnoException) => error.code,
  );
  // The connection is closed under what is still being sent: either is an end.
  if (typeof large === 'object') assert.equal(large.status, 413);
  else assert.match(String(large), /EPIPE|ECONNRESET/);
  assert.equal((await ask('x'.repeat(281))).status, 400);
  assert.equal((await ask('   \u202e ')).status, 400);
  const { act, stream } = await joinClass(site, code);
  open.push(stream);
  assert.equal(
    (await act('ask', { id: 'question-2', text: '🙂'.repeat(280), name: '' })).status,
    200,
  );
  await goesOn();
});

test('markup in a name stays text; what turns text around, controls and towers of marks are taken out', async () => {
  const { follower, act, desk, goesOn } = await begin();
  await follower.act('ask', {
    id: 'question-1',
    text: 'a\u202Eb\u2066c\u0000d\ne\u200Ff <script>alert(1)</script> z' + '\u0301'.repeat(50),
    name: '<img src=x onerror=alert(1)>\u202E',
  });
  await act('moderate', { question: 'question-1', state: 'shown' });
  const { questions } = await follower.stream.until('it', (view) => view.questions.length === 1);
  const { text, name } = questions[0]!;
  assert.equal(text, 'abcd ef <script>alert(1)</script> ź' + '\u0301'.repeat(4));
  assert.equal(name, '<img src=x onerror=alert(1)>');
  const panel = desk();
  open.push(panel);
  await panel.until('it', (view) => view.questions[0]?.text === text);
  await goesOn();
});

test('a page of another origin is refused with 403, form data with 415, half a JSON and wrong shapes with 400, other methods with 405', async () => {
  const { site, path, presenter, goesOn } = await begin();
  const foreign = { Origin: 'https://evil.example' };
  assert.equal((await presenter.post(`${path}/move`, firstPlace, foreign)).status, 403);
  assert.equal((await presenter.post('/api/live', firstPlace, foreign)).status, 403);
  const cross = { 'Sec-Fetch-Site': 'cross-site' };
  assert.equal((await fetch(site + path, { headers: cross })).status, 403);
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
  assert.equal((await presenter.post(`${path}/move`, 'id=a', form)).status, 415);
  assert.equal((await presenter.post(`${path}/move`, '{"id":')).status, 400);
  for (const wrong of [
    null,
    [],
    { ...firstPlace, step: -1 },
    { ...firstPlace, id: '<b>' },
    { ...firstPlace, more: 1 },
  ])
    assert.equal((await presenter.post(`${path}/move`, wrong)).status, 400, JSON.stringify(wrong));
  const put = await fetch(site + path, { method: 'PUT' });
  assert.deepEqual([put.status, put.headers.get('allow')], [405, 'GET, HEAD']);
  assert.equal((await presenter.post(`${path}/constructor`, {})).status, 404);
  assert.equal((await presenter.post(`${path}/move/on`, {})).status, 404);
  await goesOn();
});

test('a reader that never drains is cut; the others hear every move meanwhile', async () => {
  const { site, path, move, follower, goesOn, presenter, act } = await begin();
  // Long questions make events large enough to fill the sockets' buffers.
  const writer = await joinClass(site, path.split('/').at(-1)!);
  open.push(writer.stream);
  for (let n = 0; n < 3; n++) {
    await writer.act('ask', { id: `question-${n}`, text: '🙂'.repeat(280), name: '' });
    await act('moderate', { question: `question-${n}`, state: 'shown' });
  }
  const { hostname, port } = new URL(site);
  const stalled = connect(Number(port), hostname);
  stalled.pause();
  stalled.write(`GET ${path} HTTP/1.1\r\nHost: ${new URL(site).host}\r\n\r\n`);
  const panel = presenter.follow<{ audience: { here: number; behind: number } }>(`${path}/desk`);
  open.push(panel);
  await panel.until('three', ({ audience }) => audience.here === 3);
  let moves = 0;
  const isSeen = () => panel.views.some(({ audience }) => audience.behind === 1);
  while (!isSeen() && moves < 20_000) for (let n = 0; n < 50; n++) await move(`slide-${moves++}`);
  assert.ok(isSeen(), `after ${moves} moves nobody was behind`);
  await follower.stream.until('the last', ({ place }) => place.id === `slide-${moves - 1}`);
  await goesOn();
  stalled.destroy();
});

test('one address opens ten classes, then it has to wait; all together may have fifty', async () => {
  const { origins } = await startTestCompanion();
  const statuses: number[] = [];
  for (let n = 0; n < 12; n++)
    statuses.push((await createVisitor(origins.site).post('/api/live', firstPlace)).status);
  assert.deepEqual(statuses, [...Array.from({ length: 10 }, () => 201), 429, 429]);
});

test('streams of one browser are six; the seventh is refused with 429', async () => {
  const { site, path, follower, goesOn } = await begin();
  const cookie = [...follower.visitor.cookies].map((pair) => pair.join('=')).join('; ');
  const others = Array.from({ length: 6 }, () => openRaw(site, path, { Cookie: cookie }));
  const answers = await Promise.all(others.map((one) => one.until(/HTTP\/1\.1 (\d+)/)));
  const refused = answers.filter((answer) => answer.includes(' 429 '));
  assert.equal(refused.length, 1);
  for (const one of others) one.leave();
  await until('places', async () => (await fetch(site + path, { method: 'HEAD' })).ok);
  await goesOn();
});
