// One channel of the file: its numbers, its bounds, who listens.
/* eslint-disable @typescript-eslint/require-await -- the contract is of promises, failures included */
import { createEpoch } from '../event-id.ts';
import type { Bounds, ChannelLog, LoggedEvent, LogListener, NewEvent } from './event-log.ts';
import type { Statements } from './sqlite-statements.ts';

export type SqliteChannel = ChannelLog & {
  readonly isHeard: boolean;
  /** Inside a transaction: numbers events and keeps them. It counts with `settle`. */
  add: (events: NewEvent[]) => LoggedEvent[];
  /** The transaction is kept. */
  settle: () => void;
  /** It is not. */
  undo: () => void;
  tell: (events: LoggedEvent[]) => void;
  /** Its events are gone: another epoch begins. */
  beginAnew: () => void;
};

/** How the channel stands; `oldest` and `bytes` are what the bounds are about. */
type Standing = { last: number; oldest: number; bytes: number };

export function createSqliteChannel(
  name: string,
  statements: Statements,
  bounds: Bounds,
  append: ChannelLog['append'],
): SqliteChannel {
  const listeners = new Set<LogListener>();
  let { epoch, ...kept } = load(name, statements);
  let next: Standing = { ...kept };

  function add({ data, event }: NewEvent): LoggedEvent {
    const seq = next.last + 1;
    const [text, type] = [Buffer.from(data), event === undefined ? null : Buffer.from(event)];
    statements.add.run(name, seq, type, text);
    next = { ...next, last: seq, bytes: next.bytes + text.length + (type?.length ?? 0) };
    return { seq, data: text.toString(), ...(event === undefined ? {} : { event }) };
  }

  function trim(): void {
    while (next.oldest < next.last && isTooMuch(next, bounds)) {
      const { bytes } = statements.size.get(name, next.oldest) as { bytes: number };
      statements.remove.run(name, next.oldest);
      next = { ...next, oldest: next.oldest + 1, bytes: next.bytes - bytes };
    }
  }

  return {
    get epoch() {
      return epoch;
    },
    get last() {
      return kept.last;
    },
    get oldest() {
      return kept.oldest;
    },
    get isHeard() {
      return listeners.size > 0;
    },
    append,
    async read(after, limit) {
      const rows = statements.read.all(name, Math.max(0, after), Math.max(0, limit));
      return rows.map((row) => toEvent(row as Row));
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    add(events) {
      const logged = events.map(add);
      trim();
      statements.number.run(next.last, name);
      return logged;
    },
    settle: () => void (kept = next),
    undo: () => void (next = kept),
    tell(events) {
      for (const { onEvents } of listeners) onEvents(events);
    },
    beginAnew() {
      ({ epoch, ...kept } = load(name, statements));
      next = kept;
      for (const { onEpoch } of listeners) onEpoch();
    },
  };
}

function load(name: string, statements: Statements): Standing & { epoch: string } {
  const found = statements.channel.get(name) as { epoch: string; last: number } | undefined;
  const epoch = found?.epoch ?? createEpoch();
  if (!found) statements.create.run(name, epoch);
  const last = found?.last ?? 0;
  const kept = statements.kept.get(name) as { oldest: number | null; bytes: number | null };
  return { epoch, last, oldest: kept.oldest ?? last + 1, bytes: kept.bytes ?? 0 };
}

function isTooMuch({ last, oldest, bytes }: Standing, bounds: Bounds): boolean {
  return last - oldest + 1 > bounds.count || bytes > bounds.bytes;
}

type Row = { seq: number; event: Uint8Array | null; data: Uint8Array };

function toEvent({ seq, event, data }: Row): LoggedEvent {
  const logged = { seq, data: Buffer.from(data).toString() };
  return event === null ? logged : { ...logged, event: Buffer.from(event).toString() };
}
