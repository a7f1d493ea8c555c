// What is left of the event log when Redis goes away, and comes back with all, some or none of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listenTo, numbers, openConsole, openLogs, texts, upTo } from '../support/redis-logs.ts';
import { redisIsMissing, startRedis } from '../support/redis-server.ts';
import { until } from '../support/until.ts';

const skip = redisIsMissing;

test(
  'Redis is killed and comes back with its data: nothing is lost, and nothing repeated',
  { skip },
  async () => {
    const server = await startRedis({ keeps: true });
    const [one, other] = await openLogs(2, server);
    const [a, b] = [await one!.open('room'), await other!.open('room')];
    const heard = [listenTo(a), listenTo(b)];
    const { epoch } = a;
    const kept: string[] = [];
    const failures: Error[] = [];
    let isOver = false;
    const publishing = (async () => {
      for (let n = 1; !isOver; n++) {
        await a.append([{ data: String(n) }]).then(
          () => kept.push(String(n)),
          (error: Error) => failures.push(error),
        );
        if (failures.length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
      }
    })();
    await until('some events', () => kept.length > 50);
    await server.kill();
    await until('a failure', () => failures.length > 0);
    const before = kept.length;
    await server.start();
    await until('more events', () => kept.length > before + 50);
    isOver = true;
    await publishing;
    await until('all there', () => b.last === a.last);
    for (const { events, epochs } of heard) {
      assert.equal(epochs, 0);
      assert.deepEqual(numbers(events), upTo(events.length));
      assert.equal(new Set(texts(events)).size, events.length);
      assert.deepEqual(
        kept.filter((text) => !texts(events).includes(text)),
        [],
      );
    }
    assert.deepEqual(heard[0]!.events, heard[1]!.events);
    assert.deepEqual([a.epoch, b.epoch], [epoch, epoch]);
    // What was heard, and not acknowledged, was under way: each of the others is known to be lost.
    const unknown = failures.filter(({ message }) => /it is unknown whether/.test(message));
    assert.ok(heard[0]!.events.length - kept.length <= unknown.length);
  },
);

test(
  'Redis is killed and comes back without its data: a new epoch, and numbers from 1',
  { skip },
  async () => {
    const server = await startRedis();
    const [one, other] = await openLogs(2, server);
    const [a, b] = [await one!.open('room'), await other!.open('room')];
    const heard = [listenTo(a), listenTo(b)];
    const { epoch } = a;
    await a.append(upTo(30).map((n) => ({ data: String(n) })));
    await until('them there', () => b.last === 30);
    await server.kill();
    await server.start();
    await until('the epoch', () => heard.every(({ epochs }) => epochs === 1));
    assert.deepEqual([a.epoch === b.epoch, a.epoch === epoch], [true, false]);
    assert.deepEqual([a.last, b.last, await a.read(0, 9)], [0, 0, []]);
    assert.deepEqual(await b.append([{ data: 'again' }]), [1]);
    await until('the event', () => heard.every(({ events }) => events.at(-1)?.data === 'again'));
    assert.deepEqual(numbers(heard[1]!.events), [...upTo(30), 1]);
  },
);

test(
  'Redis comes back with an older copy: a new epoch, and the numbers that it has given out again',
  { skip },
  async () => {
    const server = await startRedis();
    const [one, other] = await openLogs(2, server);
    const [a, b] = [await one!.open('room'), await other!.open('room')];
    const heard = [listenTo(a), listenTo(b)];
    await a.append(['one', 'two'].map((data) => ({ data })));
    await (await openConsole(server)).sendCommand(['SAVE']);
    await a.append(['three', 'four'].map((data) => ({ data })));
    await until('four events', () => heard.every(({ events }) => events.length === 4));
    await server.kill();
    await server.start();
    await until('the epoch', () => heard.every(({ epochs }) => epochs === 1));
    assert.deepEqual([a.epoch === b.epoch, a.last, b.last], [true, 2, 2]);
    assert.deepEqual(await b.append([{ data: 'other' }]), [3]);
    assert.deepEqual(texts(await a.read(0, 9)), ['one', 'two', 'other']);
  },
);

test('who empties Redis starts a new epoch, also where nobody publishes', { skip }, async () => {
  const server = await startRedis();
  const [one, other] = await openLogs(2, server);
  const [a, b] = [await one!.open('room'), await other!.open('room')];
  const heard = [listenTo(a), listenTo(b)];
  const client = await openConsole(server);
  await a.append([{ data: 'one' }, { data: 'two' }]);
  await client.flushAll();
  // More at once than there were: the numbers alone would not tell.
  assert.deepEqual(await a.append(upTo(9).map((n) => ({ data: String(n) }))), upTo(9));
  await until('the events there', () => b.last === 9);
  for (const { events, epochs } of heard)
    assert.deepEqual([epochs, numbers(events)], [1, [1, 2, ...upTo(9)]]);
  await client.flushAll();
  await until('another epoch', () => heard.every(({ epochs }) => epochs >= 2));
  assert.deepEqual([a.last, b.last, a.epoch], [0, 0, b.epoch]);
});

test(
  'while Redis is away append rejects soon, says so once, and the process goes on',
  { skip },
  async () => {
    const server = await startRedis();
    const troubles: string[] = [];
    const onTrouble = (sentence: string) => troubles.push(sentence);
    const [log] = await openLogs(1, server, { onTrouble });
    const channel = await log!.open('room');
    await server.kill();
    const began = performance.now();
    for (const _ of upTo(3))
      await assert.rejects(
        channel.append([{ data: 'lost' }]),
        /Redis at redis:\/\/127\.0\.0\.1:\d+ /,
      );
    await assert.rejects(
      channel.append([{ data: 'lost' }]),
      /does not answer; nothing was kept\. /,
    );
    await assert.rejects(channel.read(0, 9), /does not answer\. The connection comes back/);
    await assert.rejects(log!.open('another'), /does not answer\. The connection comes back/);
    assert.ok(performance.now() - began < 3000);
    await server.start();
    await until('an answer', () =>
      channel.append([{ data: 'kept' }]).then(
        () => true,
        () => false,
      ),
    );
    assert.deepEqual(texts(await channel.read(0, 9)), ['kept']);
    assert.deepEqual(await (await log!.open('another')).append([{ data: 'one' }]), [1]);
    assert.equal(troubles.length, 1);
  },
);

test(
  'an append whose answer does not come is reported as unknown, and never tried again',
  { skip },
  async () => {
    const server = await startRedis();
    const [one, other] = await openLogs(2, server);
    const [a, b] = [await one!.open('room'), await other!.open('room')];
    const heard = listenTo(b);
    server.freeze();
    const began = performance.now();
    await assert.rejects(a.append([{ data: 'perhaps' }]), /it is unknown whether the events were/);
    assert.ok(performance.now() - began < 3000);
    server.thaw();
    await until('an answer', () =>
      a.append([{ data: 'more' }]).then(
        () => true,
        () => false,
      ),
    );
    await until('the event', () => texts(heard.events).includes('more'));
    assert.ok(texts(heard.events).filter((text) => text === 'perhaps').length <= 1);
    assert.deepEqual(numbers(heard.events), upTo(heard.events.length));
  },
);
