// One channel of Redis as this process sees it: what it has heard, and what it waits to hear.
import type { Bounds, ChannelLog, LoggedEvent, LogListener, NewEvent } from './event-log.ts';
import type { RedisConnection } from './redis-connection.ts';
import { addEvents, type Keys, type Standing } from './redis-script.ts';
import { notAppended } from './redis-trouble.ts';

export type Entry = { id: string; message: Record<string, string> };

export type RedisChannel = ChannelLog & {
  /** Its stream. */
  readonly key: string;
  readonly isHeard: boolean;
  /** Asks Redis how the channel stands: it may have another epoch. */
  look: () => Promise<void>;
  /** Takes what was added to the stream, in order, if it was read under the epoch that still holds. */
  deliver: (entries: Entry[], epoch: string) => void;
  /** Takes no more events, for a reason, and resolves when it waits for no answer. */
  leave: (reason: string) => Promise<void>;
};

export type RedisChannelOptions = {
  name: string;
  connection: RedisConnection;
  keys: Keys;
  bounds: Bounds;
};

/** Its epoch is empty until `look` has been there. */
export function createRedisChannel(options: RedisChannelOptions): RedisChannel {
  const { name, connection, keys, bounds } = options;
  const { client, place } = connection;
  const listeners = new Set<LogListener>();
  /** Who waits until a number has been heard, in the order of the numbers. */
  const waiting: { seq: number; resolve: () => void }[] = [];
  const underway = new Set<Promise<unknown>>();
  let heard: Standing = { epoch: '', since: 0, last: 0, oldest: 1 };
  let turn: { events: NewEvent[]; first: Promise<number> } | undefined;
  let gone: string | undefined;

  // #region append
  /** All that is published in one turn of the loop is one question to Redis. */
  function currentTurn(): NonNullable<typeof turn> {
    if (turn) return turn;
    const events: NewEvent[] = [];
    const first = new Promise((resolve) => setImmediate(resolve)).then(() => {
      turn = undefined;
      return connection.wait(add(events));
    });
    keepUntilSettled(first);
    return (turn = { events, first });
  }

  /** @returns the number of the first one, when the last one has been heard here */
  async function add(events: NewEvent[]): Promise<number> {
    const { last } = await ask(events);
    if (heard.last < last)
      await new Promise<void>((resolve) => waiting.push({ seq: last, resolve }));
    return last - events.length + 1;
  }
  // #endregion append

  /** Answers come in the order of the questions, and so an epoch is never followed by an older one. */
  async function ask(events: NewEvent[]): Promise<Standing> {
    const standing = await addEvents(client, keys, name, heard, bounds, events);
    if (standing.epoch === heard.epoch) heard.oldest = standing.oldest;
    else adopt(standing);
    return standing;
  }

  // #region epoch
  function adopt(standing: Standing): void {
    const { since, last, oldest } = standing;
    const isFirst = heard.epoch === '';
    heard = { ...standing, last: isFirst ? last : Math.max(since, oldest - 1) };
    if (!isFirst) beginAnew();
  }

  /** Who waits for a number of before waits for nothing: it was kept, and then it was lost. */
  function beginAnew(): void {
    tellAll(({ onEpoch }) => onEpoch());
    for (const { resolve } of waiting.splice(0)) resolve();
  }
  // #endregion epoch

  function hear(events: LoggedEvent[]): void {
    const first = events[0]!.seq;
    // Away for so long that what was missed is no longer kept.
    if (first > heard.last + 1) {
      heard = { ...heard, last: first - 1, oldest: first };
      beginAnew();
    }
    heard.last = events.at(-1)!.seq;
    tellAll(({ onEvents }) => onEvents(events));
    while (waiting[0] && waiting[0].seq <= heard.last) waiting.shift()!.resolve();
  }

  /** A listener that throws is a mistake of the program: it is no trouble with Redis. */
  function tellAll(tell: (listener: LogListener) => void): void {
    for (const listener of listeners)
      try {
        tell(listener);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
  }

  /** Other processes add events, too, and thereby let go of old ones. */
  function found(events: LoggedEvent[], after: number): LoggedEvent[] {
    const [first] = events;
    if (first && first.seq > after + 1) heard.oldest = first.seq;
    return events;
  }

  function keepUntilSettled(promise: Promise<unknown>): void {
    const settled: Promise<unknown> = promise.catch(() => {}).then(() => underway.delete(settled));
    underway.add(settled);
  }

  return {
    key: keys.events,
    get epoch() {
      return heard.epoch;
    },
    get last() {
      return heard.last;
    },
    get oldest() {
      return heard.oldest;
    },
    get isHeard() {
      return listeners.size > 0;
    },
    async append(events) {
      if (gone) throw new Error(gone);
      if (events.length === 0) return [];
      const { events: all, first } = currentTurn();
      const before = all.length;
      for (const event of events) all.push(event);
      const from = await first.catch((error: unknown) => {
        throw notAppended(error, place);
      });
      return events.map((_, index) => from + before + index);
    },
    async read(after, limit) {
      if (limit <= 0) return [];
      const { epoch } = heard;
      const from = String(Math.max(0, after) + 1);
      // The epoch after the events: if it is the one of before, it was theirs.
      const answers = Promise.all([
        client.xRange(keys.events, from, '+', { COUNT: limit }),
        client.hGet(keys.numbering, 'epoch'),
      ]);
      const [entries, theirs] = await connection.ask(answers);
      if (theirs === epoch) return found((entries ?? []).map(toEvent), after);
      await connection.ask(ask([]));
      return [];
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async look() {
      await connection.ask(ask([]));
    },
    deliver(entries, epoch) {
      if (epoch === heard.epoch && entries.length > 0) hear(entries.map(toEvent));
    },
    async leave(reason) {
      gone = reason;
      await Promise.all(underway);
    },
  };
}

function toEvent({ id, message: { data, event } }: Entry): LoggedEvent {
  const logged = { seq: Number.parseInt(id), data: data ?? '' };
  return event === undefined ? logged : { ...logged, event };
}
