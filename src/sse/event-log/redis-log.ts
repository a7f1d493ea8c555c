// Events in Redis Streams: they outlast this process, and all processes that share a Redis share
// its channels, with one numbering. What Redis keeps over its own restart is up to its configuration.
import type { Bounds, EventLog } from './event-log.ts';
import { createRedisChannel, type RedisChannel } from './redis-channel.ts';
import { connect } from './redis-connection.ts';
import { createRedisReader } from './redis-reader.ts';
import type { Keys } from './redis-script.ts';
import { placeOf } from './redis-trouble.ts';

const defaults: Bounds = { count: 10_000, bytes: 16 * 1024 * 1024 };

export type RedisLogOptions = {
  /** `redis://user:password@host:6379/0`; of Redis 6.2 or newer, or of Valkey. */
  url: string;
  /** What the names of its keys begin with: logs with different ones know nothing of each other. */
  prefix?: string;
  /** Of each channel. Redis forgets in whole blocks: some more may be there for a while. */
  bounds?: Partial<Bounds>;
  /** Called with a sentence when the connection breaks, once until it is back. */
  onTrouble?: (sentence: string) => void;
};

/**
 * Connects to Redis, and rejects with a sentence if that fails; later the connection comes back by
 * itself. Until then `append` rejects, and what other processes added is heard when it is back.
 *
 * An append whose answer got lost rejects, too, and says that nobody knows whether it was kept: to
 * try it again by itself could keep it twice.
 */
export async function createRedisLog(options: RedisLogOptions): Promise<EventLog> {
  const { url, prefix = 'sse', bounds, onTrouble = () => {} } = options;
  const place = placeOf(url);
  const commands = await connect(url, place);
  const blocking = await connect(url, place).catch((error: unknown) => {
    commands.close();
    throw error;
  });
  const channels = new Map<string, RedisChannel>();
  const opening = new Map<string, Promise<RedisChannel>>();
  const news = `${prefix}:news`;
  const reader = createRedisReader({ blocking, commands, channels, news, onTrouble });
  let isClosed = false;

  function keysOf(name: string): Keys {
    return { numbering: `${prefix}:numbering:${name}`, events: `${prefix}:events:${name}`, news };
  }

  /** Known before Redis has answered: news of it may come at the same time. */
  async function begin(name: string): Promise<RedisChannel> {
    const whole = { ...defaults, ...bounds };
    const keys = keysOf(name);
    const channel = createRedisChannel({ name, connection: commands, keys, bounds: whole });
    channels.set(name, channel);
    await channel.look();
    reader.include();
    return channel;
  }

  function drop(name: string): void {
    channels.delete(name);
    opening.delete(name);
  }

  return {
    async open(name) {
      if (isClosed) throw new Error('The event log has been closed. Open channels before.');
      const channel = opening.get(name) ?? begin(name);
      opening.set(name, channel);
      // The next one may have more luck.
      channel.catch(() => drop(name));
      return channel;
    },
    async forget(name) {
      const { numbering, events } = keysOf(name);
      const deleted = commands.client.del([numbering, events]);
      const told = commands.client.xAdd(news, '*', { channel: name }, recent);
      await commands.ask(Promise.all([deleted, told]));
      const channel = channels.get(name);
      if (channel?.isHeard) return channel.look();
      drop(name);
      await channel?.leave('This channel has been forgotten, and kept nothing. Open it again.');
    },
    async close() {
      isClosed = true;
      const reason = 'The event log has been closed, and kept nothing. Publish before.';
      await Promise.all([...channels.values()].map((channel) => channel.leave(reason)));
      reader.stop();
      for (const connection of [blocking, commands]) connection.close();
    },
  };
}

/** News that nobody can have missed is of no use. */
const recent = { TRIM: { strategy: 'MAXLEN', strategyModifier: '~', threshold: 1000 } } as const;
