// What every engine of the event log keeps to, whatever it keeps the events in.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EventLog, LoggedEvent, LogListener } from '../../src/sse/event-log/event-log.ts';

let made = 0;
/** Engines may share a server: each test has a channel of its own. */
const another = () => `contract-${++made}`;

/** Who must hear nothing. */
const deaf: LogListener = { onEvents: () => assert.fail(), onEpoch: () => assert.fail() };

const bounds = { count: 100, bytes: 50_000 };

/** @param create a log whose channels keep 100 events, or 50 000 bytes */
export function eventLogContract(
  engine: string,
  create: (limits: typeof bounds) => Promise<EventLog>,
  skip: string | false = false,
): void {
  const check = (name: string, run: (log: EventLog) => Promise<void>) =>
    void test(`${engine}: ${name}`, { skip }, async () => {
      const log = await create(bounds);
      try {
        await run(log);
      } finally {
        await log.close();
      }
    });

  check('a new channel is empty', async (log) => {
    const channel = await log.open(another());
    assert.deepEqual([channel.last, channel.oldest], [0, 1]);
    assert.match(channel.epoch, /^[a-z0-9]{1,32}$/);
    assert.deepEqual(await channel.read(0, 10), []);
  });

  check(
    'events are numbered from 1, heard before they are acknowledged, and read again',
    async (log) => {
      const channel = await log.open(another());
      const heard: LoggedEvent[] = [];
      channel.listen({ onEvents: (events) => heard.push(...events), onEpoch: deaf.onEpoch });
      assert.deepEqual(await channel.append([{ data: 'a' }, { data: 'b', event: 'news' }]), [1, 2]);
      assert.equal(heard.length, 2);
      assert.deepEqual(await channel.append([{ data: 'c' }]), [3]);
      const all = [
        { seq: 1, data: 'a' },
        { seq: 2, data: 'b', event: 'news' },
        { seq: 3, data: 'c' },
      ];
      assert.deepEqual(heard, all);
      assert.deepEqual(await channel.read(0, 10), all);
      assert.deepEqual(await channel.read(1, 1), [all[1]]);
      assert.deepEqual(await channel.read(3, 10), []);
      assert.deepEqual([channel.last, channel.oldest], [3, 1]);
    },
  );

  check('appends of one turn keep their order, and each has its own numbers', async (log) => {
    const channel = await log.open(another());
    const heard: string[] = [];
    channel.listen({
      onEvents: (events) => heard.push(...events.map(({ data }) => data)),
      onEpoch: deaf.onEpoch,
    });
    const texts = Array.from({ length: 60 }, (_, index) => `n${index + 1}`);
    const numbers = await Promise.all(texts.map((data) => channel.append([{ data }])));
    assert.deepEqual(
      numbers.flat(),
      Array.from({ length: 60 }, (_, index) => index + 1),
    );
    assert.deepEqual(heard, texts);
  });

  check('no event is no event', async (log) => {
    const channel = await log.open(another());
    channel.listen(deaf);
    assert.deepEqual(await channel.append([]), []);
    assert.equal(channel.last, 0);
  });

  for (const data of ['', '\0', 'a\0b', '\r\n', '{"a":1}', 'ñ😀', ' ', 'x'.repeat(40_000)])
    check(`${JSON.stringify(data.slice(0, 20))} comes back`, async (log) => {
      const channel = await log.open(another());
      await channel.append([{ data, event: 'e' }]);
      assert.deepEqual(await channel.read(0, 1), [{ seq: 1, data, event: 'e' }]);
    });

  check('the oldest go first, by count', async (log) => {
    const channel = await log.open(another());
    for (let n = 1; n <= 30; n++)
      await channel.append(Array.from({ length: 10 }, () => ({ data: 'x' })));
    assert.equal(channel.last, 300);
    // An engine may forget in blocks, but never what is within the bounds.
    assert.ok(channel.oldest <= 201, String(channel.oldest));
    const kept = await channel.read(0, 1000);
    assert.equal(kept[0]!.seq, channel.oldest);
    assert.equal(kept.at(-1)!.seq, 300);
  });

  check('the oldest go first, by bytes, and the newest stays however large it is', async (log) => {
    const channel = await log.open(another());
    for (let n = 1; n <= 20; n++) await channel.append([{ data: 'x'.repeat(10_000) }]);
    assert.ok(channel.oldest >= 15 && channel.oldest <= 16, String(channel.oldest));
    await channel.append([{ data: 'x'.repeat(200_000) }]);
    assert.equal((await channel.read(20, 1))[0]!.data.length, 200_000);
  });

  check('the same name is the same channel, another one its own', async (log) => {
    const name = another();
    const [first, second, other] = await Promise.all([
      log.open(name),
      log.open(name),
      log.open(another()),
    ]);
    await first.append([{ data: 'a' }]);
    assert.deepEqual(await second.append([{ data: 'b' }]), [2]);
    assert.equal(second.epoch, first.epoch);
    assert.equal(other.last, 0);
  });

  check('who has left hears no more', async (log) => {
    const channel = await log.open(another());
    channel.listen(deaf)();
    await channel.append([{ data: 'a' }]);
  });

  check('a forgotten channel begins anew, under another epoch', async (log) => {
    const name = another();
    const channel = await log.open(name);
    const { epoch } = channel;
    await channel.append([{ data: 'a' }]);
    const told = new Promise<void>((resolve) => {
      channel.listen({ onEvents: () => {}, onEpoch: resolve });
    });
    await log.forget(name);
    await told;
    assert.notEqual(channel.epoch, epoch);
    assert.deepEqual(await (await log.open(name)).read(0, 10), []);
    assert.deepEqual(await channel.append([{ data: 'b' }]), [1]);
  });

  check('a closed log says so', async (log) => {
    const channel = await log.open(another());
    await log.close();
    await assert.rejects(channel.append([{ data: 'a' }]), /has been closed, and kept nothing/);
    await assert.rejects(log.open(another()), /has been closed/);
  });
}
