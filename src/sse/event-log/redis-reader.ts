// The one connection that waits for what any process adds to any channel that is open here.
import { setTimeout as pause } from 'node:timers/promises';
import type { Entry, RedisChannel } from './redis-channel.ts';
import { patience, type RedisConnection } from './redis-connection.ts';
import { noAnswer } from './redis-trouble.ts';

export type RedisReader = {
  /** A channel has been opened: Redis waits for that one, too, from now on. */
  include: () => void;
  stop: () => void;
};

export type RedisReaderOptions = {
  /** For this alone: whoever waits here cannot ask for anything else. */
  blocking: RedisConnection;
  /** For all the rest. */
  commands: RedisConnection;
  channels: ReadonlyMap<string, RedisChannel>;
  /** The stream of the channels whose epoch has changed. */
  news: string;
  onTrouble: (sentence: string) => void;
};

type Asked = { name: string; channel: RedisChannel; epoch: string };

/** Entries of one stream that are taken at once. */
const most = 1000;

export function createRedisReader(options: RedisReaderOptions): RedisReader {
  const { blocking, commands, channels, news, onTrouble } = options;
  let clientId = 0;
  let newsId = '';
  /** False after anything that may have lost data, or changed an epoch, without news of it. */
  let isSure = false;
  let sureSince = 0;
  let reads = 0;
  let isTroubled = false;
  let isStopped = false;

  async function run(): Promise<void> {
    while (!isStopped) {
      try {
        await (isSure ? readOn() : lookAround());
        isTroubled = false;
      } catch (error) {
        await recover(error);
      }
    }
  }

  async function recover(error: unknown): Promise<void> {
    isSure = false;
    if (isStopped) return;
    if (!isTroubled) onTrouble(noAnswer(error, blocking.place).message);
    isTroubled = true;
    await pause(100);
  }

  /** After each new connection: Redis may have another memory now. */
  async function lookAround(): Promise<void> {
    clientId = await blocking.wait(blocking.client.clientId());
    newsId = await newestNews();
    await Promise.all([...channels.values()].map((channel) => channel.look()));
    sureSince = performance.now();
    isSure = true;
  }

  // #region read
  async function readOn(): Promise<void> {
    const asked = [...channels].map(([name, channel]) => ({ name, channel, epoch: channel.epoch }));
    // One that has no epoch yet has just been opened, and is not known here.
    const ready = asked.filter(({ epoch }) => epoch !== '');
    const streams = ready.map(({ channel }) => ({ key: channel.key, id: `${channel.last}-0` }));
    reads += 1;
    const reply = await blocking.client.xRead([{ key: news, id: newsId }, ...streams], {
      BLOCK: patience,
      COUNT: most,
    });
    await take(
      new Map(reply?.map(({ name, messages }) => [String(name), messages as Entry[]])),
      ready,
    );
    if (performance.now() - sureSince > patience) await checkNews();
  }

  /** A changed epoch is news in the same moment, so what comes without news is of the old one. */
  async function take(entries: Map<string, Entry[]>, asked: Asked[]): Promise<void> {
    const changes = entries.get(news) ?? [];
    if (changes.length === most) return void (isSure = false);
    const changed = new Set(changes.map(({ message }) => message.channel!));
    // Also those that have been opened since the question, and are not among the asked.
    const open = [...changed].flatMap((name) => channels.get(name) ?? []);
    await Promise.all(open.map((channel) => channel.look()));
    newsId = changes.at(-1)?.id ?? newsId;
    for (const { name, channel, epoch } of asked)
      if (!changed.has(name)) channel.deliver(entries.get(channel.key) ?? [], epoch);
  }
  // #endregion read

  /** Somebody may have emptied Redis while we were connected: then our place in the news is gone. */
  async function checkNews(): Promise<void> {
    sureSince = performance.now();
    if ((await newestNews()) !== newsId) isSure = false;
  }

  async function newestNews(): Promise<string> {
    const newest = await commands.wait(commands.client.xRevRange(news, '+', '-', { COUNT: 1 }));
    return newest?.[0]?.id ?? '0-0';
  }

  /** Again, if it came before the question that it was to end. */
  async function include(): Promise<void> {
    const before = reads;
    while (isSure && reads === before && !isStopped) {
      await commands.wait(commands.client.clientUnblock(clientId));
      if (reads === before) await pause(5);
    }
  }

  void run();
  return {
    // Should it fail, the channel is read when Redis has waited for long enough.
    include: () => void include().catch(() => {}),
    stop: () => void (isStopped = true),
  };
}
