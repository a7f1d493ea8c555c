// The facts of a room in an event log: all of them make its state, for this process and for every
// other one. Now and then the state itself is written down, so that the facts before may be forgotten.
import type { EventLog, LoggedEvent } from '../sse/event-log/event-log.ts';
import { fold, type Fact, type RoomState } from './room-state.ts';

/** Beside facts: the state after all up to a number; and how many are connected to a process. */
type Entry = Fact | Snapshot | Presence;
type Snapshot = { kind: 'snapshot'; through: number; state: RoomState };
export type Presence = {
  kind: 'present';
  process: string;
  here: number;
  detached: number;
  behind: number;
};

export type FactLog = {
  readonly state: RoomState;
  /** Resolves once it is kept, and is part of the state. */
  append: (fact: Fact | Presence) => Promise<void>;
  /** Hears of no more. */
  close: () => void;
};

export type FactListener = {
  fact: (fact: Fact) => void;
  presence: (presence: Presence) => void;
};

/** Facts between two snapshots: what a start has to read. */
const perSnapshot = 2000;
const page = 500;

/**
 * Reads what happened, and hears what will.
 * @param begin the state before the first fact
 */
export async function openFactLog(
  log: EventLog,
  name: string,
  begin: RoomState,
  listener: FactListener,
): Promise<FactLog> {
  const channel = await log.open(name);
  let early: LoggedEvent[] | undefined = [];
  let state = begin;
  let last = 0;
  let sinceSnapshot = 0;

  const unlisten = channel.listen({
    onEvents(events) {
      // Still reading what was before them.
      if (early) early.push(...events);
      else events.forEach(hear);
    },
    onEpoch: () => {},
  });
  restore(await readAll());
  const waiting = early;
  early = undefined;
  waiting.filter(({ seq }) => seq > last).forEach(hear);

  async function readAll(): Promise<LoggedEvent[]> {
    const all: LoggedEvent[] = [];
    for (let more = true; more;) {
      const events = await channel.read(all.at(-1)?.seq ?? 0, page);
      all.push(...events);
      more = events.length > 0;
    }
    return all;
  }

  // #region restore
  function restore(events: LoggedEvent[]): void {
    const snapshot = events.map(read).findLast(isSnapshot);
    if (snapshot) state = snapshot.state;
    for (const event of events) {
      const entry = read(event);
      last = event.seq;
      const isNew = last > (snapshot?.through ?? 0);
      if (isNew && isFact(entry)) fold(state, entry);
    }
  }
  // #endregion restore

  function hear(event: LoggedEvent): void {
    last = event.seq;
    const entry = read(event);
    sinceSnapshot = entry.kind === 'snapshot' ? 0 : sinceSnapshot + 1;
    if (entry.kind === 'present') listener.presence(entry);
    if (!isFact(entry)) return;
    fold(state, entry);
    listener.fact(entry);
  }

  async function add(entry: Entry): Promise<void> {
    await channel.append([{ data: JSON.stringify(entry) }]);
  }

  return {
    get state() {
      return state;
    },
    async append(fact) {
      await add(fact);
      if (sinceSnapshot < perSnapshot) return;
      sinceSnapshot = 0;
      await add({ kind: 'snapshot', through: last, state });
    },
    close: unlisten,
  };
}

function read({ data }: LoggedEvent): Entry {
  return JSON.parse(data) as Entry;
}

function isSnapshot(entry: Entry): entry is Snapshot {
  return entry.kind === 'snapshot';
}

function isFact(entry: Entry): entry is Fact {
  return entry.kind !== 'snapshot' && entry.kind !== 'present';
}
