// The demo `follow-me`: the course's own classroom, in one page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Place, RoomView } from '../../src/classroom/room-view.ts';
import { createLatest } from '../../demos/follow-me/client-latest.ts';
import { startTestCompanion } from '../support/companion.ts';
import { http2Client } from '../support/http2-client.ts';
import { openRaw } from '../support/raw-client.ts';
import { bodyOf, parseEvents } from '../support/tap-reader.ts';
import { until } from '../support/until.ts';

const { origins } = await startTestCompanion();
const poll = { chapter: 'demo', id: 'which-http', options: 2 };
const placeOf = (id: string, step = 0): Place => ({
  ...{ chapter: 'demo', id, step },
  ...{ blank: false, section: id },
});
let classes = 0;

function begin() {
  const name = `wire${++classes}`;
  return {
    name,
    /** As one of the course's pages. */
    post: (action: string, body: object, seat = 'ana') =>
      fetch(`${origins.lab}/follow-me/${action}?class=${name}&seat=${seat}`, {
        method: 'POST',
        headers: { Origin: origins.site },
        body: JSON.stringify(body),
      }),
    follow: (lastEventId = '') => {
      const client = openRaw(origins.lab, `/follow-me/events?class=${name}&seat=ana`, {
        ...(lastEventId ? { 'Last-Event-ID': lastEventId } : {}),
      });
      const events = () => parseEvents(bodyOf(client));
      const views = () => events().map(({ data }) => JSON.parse(data) as RoomView);
      return {
        ...{ client, events, views },
        until: (what: string, isSo: (view: RoomView) => boolean) =>
          until(what, () => views().some(isSo)),
      };
    },
  };
}

test('the whole class is one event, and these are its bytes', async () => {
  const { name, follow } = begin();
  const { client, events } = follow();
  await client.until(() => events().length > 0);
  client.leave();
  const body = bodyOf(client).toString();
  const data =
    `{"code":"${name}","place":{"chapter":"demo","id":"hello","step":0,"blank":false,"section":"hello"},` +
    '"turn":{"run":1,"first":0,"presses":[],"isStopped":false},' +
    '"reactions":{"clap":0,"heart":0,"laugh":0,"puzzled":0},"questions":[],"driver":1,"isOver":false}';
  assert.match(body, /^:\nretry: 1000\nevent: room\nid: [a-z0-9]+-1\ndata: /);
  assert.equal(body.slice(body.indexOf('{')), `${data}\n\n`);
});

test('over HTTP/2 the same, as bare bytes', async () => {
  const client = http2Client(origins.labTls);
  const stream = client.open('/follow-me/events?class=http2');
  assert.equal((await stream.headers)['content-type'], 'text/event-stream');
  assert.match(
    await stream.until('\n\n'),
    /^:\nretry: 1000\nevent: room\nid: [a-z0-9]+-1\ndata: \{"code":"http2",/,
  );
  client.close();
});

test('ten moves while somebody is away: one event brings them up, and the same one who joins now', async () => {
  const { post, follow } = begin();
  const first = follow();
  await first.client.until(() => first.events().length > 0);
  first.client.leave();
  const heard = first.events()[0]!.lastEventId;
  for (let step = 1; step <= 10; step++)
    assert.equal((await post('move', placeOf('one-response', step))).status, 204);
  for (const back of [follow(heard), follow()]) {
    await back.until('the tenth', ({ place }) => place.step === 10);
    back.client.leave();
    assert.equal(back.views().length, 1);
  }
});

test('a poll is opened, voted in and closed; a second vote replaces the first', async () => {
  const { post, follow } = begin();
  const ana = follow();
  await post('poll', { ...poll, isOpen: true });
  const vote = { chapter: 'demo', id: 'which-http' };
  await post('vote', { ...vote, choice: 0 });
  await post('vote', { ...vote, choice: 1 });
  await post('vote', { ...vote, choice: 1 }, 'luis');
  await ana.until('both', (view) => view.poll?.votes.join() === '0,2');
  await post('poll', { ...poll, isOpen: false });
  await ana.until('the end', (view) => view.poll?.isOpen === false);
  const late = await post('vote', { ...vote, choice: 0 });
  assert.deepEqual([late.status, await late.text()], [409, 'This poll is not open.\n']);
  ana.client.leave();
});

test('forty single taps are told in a few events, and none is lost', async () => {
  const { post, follow } = begin();
  const ana = follow();
  await ana.until('the beginning', () => true);
  const begun = performance.now();
  for (let tap = 0; tap < 40; tap++) await post('react', { counts: { clap: 1 } });
  await ana.until('all', ({ reactions }) => reactions.clap === 40);
  const seconds = (performance.now() - begun) / 1000;
  const events = ana.views().length - 1;
  assert.ok(events <= Math.ceil(seconds * 4) + 1, `${events} events in ${seconds} s`);
  ana.client.leave();
});

test('what is handed on while a request is under way is sent as its newest value alone', async () => {
  const sent: number[] = [];
  const answers: (() => void)[] = [];
  const send = createLatest<number>(async (value) => {
    sent.push(value);
    await new Promise<void>((resolve) => answers.push(resolve));
  });
  for (const value of [1, 2, 3, 4, 5]) void send(value);
  assert.deepEqual(sent, [1]);
  answers[0]!();
  await until('the newest', () => sent.length === 2);
  assert.deepEqual(sent, [1, 5]);
  answers[1]!();
});

test('what cannot be is refused with a sentence', async () => {
  const { name, post } = begin();
  assert.equal((await post('move', { id: 'x' })).status, 400);
  assert.equal((await post('end', {})).status, 404);
  const read = await fetch(`${origins.lab}/follow-me/move?class=${name}`);
  assert.deepEqual([read.status, await read.text()], [405, 'GET events, POST everything else.\n']);
  const odd = await fetch(`${origins.lab}/follow-me/events?class=A%20B`);
  assert.equal(odd.status, 400);
});
