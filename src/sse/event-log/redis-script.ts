// How events get their numbers: one script, which Redis runs without anything in between.
import type { Bounds, NewEvent } from './event-log.ts';
import type { RedisClient } from './redis-connection.ts';
import { createEpoch } from '../event-id.ts';

/** What a channel is kept in, and what all channels share. */
export type Keys = {
  /** A hash: `epoch`, `last`, `since`, `bytes`. */
  numbering: string;
  /** A stream. The event with the number 7 is the entry 7-0. */
  events: string;
  /** A stream of the channels whose epoch has changed. All processes hear it. */
  news: string;
};

/** How a channel stands in Redis. */
export type Standing = {
  epoch: string;
  /** What was numbered under another epoch: what comes after it is to be heard by everyone. */
  since: number;
  last: number;
  oldest: number;
};

export type Known = Pick<Standing, 'epoch' | 'last'>;

/**
 * Bounds are kept before anything is added, not after: what was added last stays until the next
 * time, so that no process misses it. `total` counts bytes up to and without its entry.
 */
const script = `
local numbering, events, news = KEYS[1], KEYS[2], KEYS[3]
local channel, candidate, knownEpoch, knownLast = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
local mostEvents, mostBytes = ARGV[5], tonumber(ARGV[6])
local epoch, last, since, bytes = unpack(redis.call('HMGET', numbering, 'epoch', 'last', 'since', 'bytes'))
last, since, bytes = tonumber(last or 0), tonumber(since or 0), tonumber(bytes or 0)

-- Redis has lost the numbering, or goes on from a copy that is older than what was heard.
if not epoch then
  redis.call('DEL', events)
  last, bytes = 0, 0
end
if not epoch or (epoch == knownEpoch and last < knownLast) then
  epoch, since = candidate, last
  redis.call('HSET', numbering, 'epoch', epoch, 'last', last, 'since', since, 'bytes', bytes)
  redis.call('XADD', news, 'MAXLEN', '~', 1000, '*', 'channel', channel)
end

-- The first entry from a number on: its number, and its total.
local function entry(from)
  local found = redis.call('XRANGE', events, from, '+', 'COUNT', 1)[1]
  if found then return tonumber(found[1]:match('^%d+')), tonumber(found[2][2]) end
end

redis.call('XTRIM', events, 'MAXLEN', '~', mostEvents)
local low, total = entry('-')
if low and bytes - total > mostBytes then
  local high = last
  while low < high do
    local middle = math.floor((low + high) / 2)
    local _, before = entry(string.format('%.0f', middle))
    if bytes - before > mostBytes then low = middle + 1 else high = middle end
  end
  redis.call('XTRIM', events, 'MINID', string.format('%.0f', low))
end

for i = 7, #ARGV, 2 do
  local data, event = ARGV[i], ARGV[i + 1]
  local fields = { 'total', bytes, 'data', data }
  if event ~= '' then fields[5], fields[6] = 'event', event end
  redis.call('XADD', events, string.format('%.0f-0', last + 1), unpack(fields))
  last, bytes = last + 1, bytes + #data + #event
end
if #ARGV > 6 then redis.call('HSET', numbering, 'last', last, 'bytes', bytes) end
return { epoch, since, last, entry('-') or last + 1 }`;

/**
 * Adds events, all or none. With no events it says how the channel stands; in both cases the channel
 * has an epoch after it, a new one if what is known of the old one is no more.
 *
 * The script is sent each time. Redis knows it by its hash, but may have forgotten it, and whoever
 * then has to send it again comes after those who had not.
 */
export async function addEvents(
  client: RedisClient,
  { numbering, events: stream, news }: Keys,
  channel: string,
  known: Known,
  { count, bytes }: Bounds,
  events: NewEvent[],
): Promise<Standing> {
  const [epoch, since, last, oldest] = (await client.eval(script, {
    keys: [numbering, stream, news],
    arguments: [
      ...[channel, createEpoch(), known.epoch, String(known.last), String(count), String(bytes)],
      ...events.flatMap(({ data, event }) => [data, event ?? '']),
    ],
  })) as [string, number, number, number];
  return { epoch, since, last, oldest };
}
