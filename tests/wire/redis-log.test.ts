// The event log over a real Redis: one numbering for several processes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChannelLog } from '../../src/sse/event-log/event-log.ts';
import { createRedisLog } from '../../src/sse/event-log/redis-log.ts';
import { eventLogContract } from '../support/event-log-contract.ts';
import {
  listenTo,
  newPrefix,
  numbers,
  openConsole,
  openLogs,
  texts,
  upTo,
} from '../support/redis-logs.ts';
import { redisIsMissing, startRedis } from '../support/redis-server.ts';
import { until } from '../support/until.ts';

const skip = redisIsMissing;
const shared = skip ? undefined : await startRedis();

eventLogContract('redis', async (bounds) => (await openLogs(1, shared!, { bounds }))[0]!, skip);

test(
  'what one process appends is heard in both before append resolves here, and can be read again',
  { skip },
  async () => {
    const prefix = newPrefix();
    const [one, other] = await openLogs(2, shared!, { prefix });
    const [a, b] = [await one!.open('room'), await other!.open('room')];
    const [here, there] = [listenTo(a), listenTo(b)];
    const events = [{ data: 'ñ\n✓' }, { data: '', event: 'left' }];
    assert.deepEqual(await a.append(events), [1, 2]);
    assert.deepEqual(here.events, [
      { seq: 1, data: 'ñ\n✓' },
      { seq: 2, data: '', event: 'left' },
    ]);
    assert.deepEqual([a.epoch, a.last, a.oldest], [b.epoch, 2, 1]);
    await until('the events there', () => there.events.length === 2);
    assert.deepEqual(await b.read(0, 10), here.events);
    assert.deepEqual(numbers(await b.read(1, 1)), [2]);
    assert.deepEqual([await b.read(2, 10), await b.read(0, 0), await a.append([])], [[], [], []]);
    const [late] = await openLogs(1, shared!, { prefix });
    assert.deepEqual([(await late!.open('room')).last], [2]);
  },
);

test(
  'two processes that publish a thousand events each at once have one order, without a gap',
  { skip },
  async () => {
    const logs = await openLogs(2, shared!);
    const channels = await Promise.all(logs.map((log) => log.open('room')));
    const [here, there] = channels.map(listenTo);
    const publish = async (channel: ChannelLog, name: string) => {
      const last = await Promise.all(
        upTo(1000).map(async (n) => {
          // In fifty turns of the loop, some of them of several events.
          for (let turn = 0; turn < n % 50; turn++) await new Promise(setImmediate);
          const [seq] = await channel.append([{ data: `${name}${n}` }]);
          return { seq: seq!, data: `${name}${n}` };
        }),
      );
      return last;
    };
    const said = (await Promise.all(channels.map((c, index) => publish(c, 'ab'[index]!)))).flat();
    await until('all of them', () => there!.events.length >= 2000 && here!.events.length >= 2000);
    assert.deepEqual(numbers(here!.events), upTo(2000));
    assert.deepEqual(here!.events, there!.events);
    assert.deepEqual(
      said.sort((x, y) => x.seq - y.seq),
      here!.events,
    );
  },
);

test(
  'a channel that is opened while Redis waits for others is heard at once',
  { skip },
  async () => {
    const [one, other] = await openLogs(2, shared!);
    await one!.open('first');
    const began = performance.now();
    for (const name of upTo(20).map(String)) {
      const [a, b] = [await one!.open(name), await other!.open(name)];
      const heard = listenTo(a);
      await b.append([{ data: name }]);
      await until('the event', () => heard.events.length > 0);
      assert.deepEqual(heard.events, [{ seq: 1, data: name }]);
    }
    // Waiting for Redis to give up by itself takes 2 s, each time.
    assert.ok(performance.now() - began < 10_000);
  },
);

test('a channel that is forgotten begins anew in all processes', { skip }, async () => {
  const [one, other] = await openLogs(2, shared!);
  const [a, b] = [await one!.open('room'), await other!.open('room')];
  const { epoch } = a;
  await a.append([{ data: 'gone' }]);
  const heard = listenTo(b);
  await one!.forget('room');
  await assert.rejects(a.append([{ data: 'late' }]), /^Error: This channel has been forgotten/);
  await until('the news', () => heard.epochs === 1);
  const again = await one!.open('room');
  assert.deepEqual([again.epoch === b.epoch, b.epoch === epoch], [true, false]);
  assert.deepEqual([b.last, b.oldest, await b.read(0, 9)], [0, 1, []]);
  assert.deepEqual(await again.append([{ data: 'new' }]), [1]);
  await until('the event', () => texts(heard.events).includes('new'));
  const here = listenTo(again);
  await one!.forget('room');
  assert.deepEqual([here.epochs, again.last], [1, 0]);
});

test('the bounds hold for events and for bytes', { skip }, async () => {
  const data = 'x'.repeat(1000);
  for (const bounds of [{ count: 200 }, { bytes: 20_000 }]) {
    const [log] = await openLogs(1, shared!, { bounds });
    const channel = await log!.open('room');
    for (const _ of upTo(40)) await channel.append(upTo(10).map(() => ({ data })));
    const kept = await channel.read(0, 1000);
    assert.deepEqual(numbers(kept), upTo(400).slice(channel.oldest - 1));
    // What the last turn has brought stays on top of it; of counts Redis keeps up to a block more.
    const [least, most] = bounds.count ? [200, 310] : [20, 30];
    assert.ok(kept.length >= least && kept.length <= most, `${kept.length} are kept`);
  }
});

test(
  'a reader who was away for longer than Redis keeps is told so, and goes on from what is left',
  { skip },
  async () => {
    const prefix = newPrefix();
    const [log] = await openLogs(1, shared!, { prefix });
    const channel = await log!.open('room');
    const heard = listenTo(channel);
    await channel.append([{ data: 'one' }]);
    const events = `${prefix}:events:room`;
    const entry = (data: string) => ({ total: '0', data });
    // Others have been quick: before anybody is told, what they added first is gone again.
    await (
      await openConsole(shared!)
    )
      .multi()
      .xAdd(events, '2-0', entry('missed'))
      .xAdd(events, '3-0', entry('newest'))
      .hSet(`${prefix}:numbering:room`, 'last', 3)
      .xTrim(events, 'MAXLEN', 1)
      .exec();
    await until('the newest', () => channel.last === 3);
    assert.deepEqual([heard.epochs, texts(heard.events)], [1, ['one', 'newest']]);
    assert.equal(channel.oldest, 3);
    assert.deepEqual(await channel.append([{ data: 'more' }]), [4]);
  },
);

test('a Redis that cannot be reached is a sentence with its remedy', { skip }, async () => {
  const of = (url: string) => createRedisLog({ url });
  await assert.rejects(
    of('http://localhost'),
    /^Error: The URL of Redis cannot be read\. Write redis:/,
  );
  await assert.rejects(of('redis://me:secret@127.0.0.1:1'), (error: Error) => {
    assert.match(
      error.message,
      /^Redis at redis:\/\/127\.0\.0\.1:1 does not answer \(.*ECONNREFUSED/,
    );
    assert.match(error.message, /Start it with redis-server, or correct its URL\.$/);
    return true;
  });
  const withPassword = shared!.url.replace('//', '//me:wrong@');
  await assert.rejects(of(withPassword), /does not let us in \(WRONGPASS.*Put user and password/);
});

test(
  'a log that has been closed says so, and has let go of its connections',
  { skip },
  async () => {
    const server = await startRedis();
    const [log] = await openLogs(1, server);
    const channel = await log!.open('room');
    const last = channel.append([{ data: 'one' }]);
    await log!.close();
    assert.deepEqual(await last, [1]);
    await assert.rejects(channel.append([{ data: 'two' }]), /has been closed, and kept nothing\./);
    await assert.rejects(log!.open('room'), /has been closed\. Open channels before\./);
    const client = await openConsole(server);
    await until('only the console', async () => (await client.clientList()).length === 1);
  },
);
