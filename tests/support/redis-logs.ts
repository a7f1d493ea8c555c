// Event logs over a test's own Redis: what two of them are to each other, two processes are.
import { createClient } from 'redis';
import type { ChannelLog, EventLog, LoggedEvent } from '../../src/sse/event-log/event-log.ts';
import { createRedisLog, type RedisLogOptions } from '../../src/sse/event-log/redis-log.ts';
import { atEnd } from './at-end.ts';
import type { RedisServer } from './redis-server.ts';

let prefixes = 0;

/** A prefix that no other test has. */
export const newPrefix = () => `test-${++prefixes}`;

/** Logs that share their channels with each other, and with nobody else. */
export async function openLogs(
  count: number,
  { url }: RedisServer,
  options: Partial<RedisLogOptions> = {},
): Promise<EventLog[]> {
  const prefix = newPrefix();
  const open = () => createRedisLog({ url, prefix, ...options });
  const logs = await Promise.all(Array.from({ length: count }, open));
  for (const log of logs) atEnd(log.close);
  return logs;
}

/** Somebody who is in Redis by other means. */
export async function openConsole({ url }: RedisServer) {
  const client = createClient({ url });
  client.on('error', () => {});
  await client.connect();
  atEnd(() => client.destroy());
  return client;
}

export function listenTo(channel: ChannelLog) {
  const heard = { events: [] as LoggedEvent[], epochs: 0 };
  channel.listen({
    onEvents: (events) => void heard.events.push(...events),
    onEpoch: () => void (heard.epochs += 1),
  });
  return heard;
}

export const texts = (events: LoggedEvent[]) => events.map(({ data }) => data);
export const numbers = (events: LoggedEvent[]) => events.map(({ seq }) => seq);
export const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);
