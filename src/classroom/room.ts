// A room: its facts, what they make its class and its desk see, and who sits in it.
import type { Channel } from '../sse/channel.ts';
import type { Engine } from '../sse/engine.ts';
import { formatId, parseId } from '../sse/event-id.ts';
import type { EventLog } from '../sse/event-log/event-log.ts';
import { openFactLog, type Presence } from './fact-log.ts';
import { createPress, type Press } from './press.ts';
import {
  createRoomState,
  toDeskView,
  toRoomView,
  type Fact,
  type RoomState,
} from './room-state.ts';
import { reactionKinds, type DeskView, type Place, type Reaction } from './room-view.ts';

/** How a room began, as the list of all rooms keeps it. */
export type Opening = {
  code: string;
  /** Proves which seats are this room's. */
  secret: string;
  /** SHA-256 of the key of the device that opened it. */
  key: string;
  place: Place;
  /** Milliseconds since 1970. */
  at: number;
};

export type Room = {
  code: string;
  secret: string;
  readonly state: RoomState;
  /** Adds a fact; resolves once it is kept and folded. */
  tell: (fact: Fact) => Promise<void>;
  /** Reactions are added up first: many taps are one fact. */
  react: (counts: Partial<Record<Reaction, number>>) => void;
  channels: { room: Channel; desk: Channel };
  /** Counts somebody who follows. @returns what ends that */
  sit: (seat: string) => () => void;
  /** What has changed is on its way when this resolves. */
  settle: () => Promise<void>;
  close: () => void;
};

export type RoomParts = {
  log: EventLog;
  engine: Engine;
  /** Names this process for the others that share the log. */
  process: string;
  /** Milliseconds since 1970. */
  now: () => number;
};

/** Urgent is what the whole class waits for. */
const urgent: Fact['kind'][] = ['moved', 'pressed', 'restarted', 'poll', 'drives', 'over'];
/** Milliseconds in which reactions are added up. */
const sumFor = 250;
/** Milliseconds between two counts of the audience. */
const countEvery = 1000;
/** Milliseconds for which another process's count is believed. */
const countLasts = 25_000;

export const channelsOf = (code: string) => ({
  facts: `facts-${code}`,
  room: `room-${code}`,
  desk: `desk-${code}`,
});

export async function openRoom(opening: Opening, parts: RoomParts): Promise<Room> {
  const { code, secret, key, place } = opening;
  const { log, engine, process, now } = parts;
  const names = channelsOf(code);
  const [room, desk] = [await engine.channel(names.room), await engine.channel(names.desk)];
  /** How many streams each seat has open here. */
  const seats = new Map<string, number>();
  const counts = new Map<string, Presence & { at: number }>();
  let sum: Partial<Record<Reaction, number>> | undefined;
  let own = 0;
  /** Not there yet while the facts are read: another process may tell one meanwhile. */
  let roomPress: Press | undefined = undefined;
  let deskPress: Press | undefined = undefined;

  const facts = await openFactLog(log, names.facts, createRoomState(place, key), {
    fact({ kind }) {
      for (const press of [roomPress, deskPress])
        if (own > 0) press?.changed(urgent.includes(kind));
        else press?.changedElsewhere();
    },
    presence(presence) {
      counts.set(presence.process, { ...presence, at: now() });
      deskPress?.changed(false);
    },
  });
  roomPress = await createPress(room, await log.open(names.room), 'room', () =>
    toRoomView(code, facts.state),
  );
  deskPress = await createPress(desk, await log.open(names.desk), 'desk', () =>
    toDeskView(facts.state, audience(), now()),
  );

  async function tell(fact: Fact | Presence): Promise<void> {
    own += 1;
    try {
      await facts.append(fact);
    } finally {
      own -= 1;
    }
  }

  /** All processes together, those that have been silent for too long left out. */
  function audience(): DeskView['audience'] {
    const all = { here: 0, detached: 0, behind: 0 };
    const others = [...counts.values()].filter((one) => one.process !== process);
    const believed = others.filter(({ at }) => now() - at < countLasts);
    for (const { here, detached, behind } of [countOwn(), ...believed]) {
      all.here += here;
      all.detached += detached;
      all.behind += behind;
    }
    return all;
  }

  // #region count
  /** Who does not take what is sent is behind. */
  function countOwn(): Presence {
    const { detached } = facts.state;
    return {
      kind: 'present',
      process,
      here: seats.size,
      detached: [...seats.keys()].filter((seat) => detached[seat]).length,
      behind: room.readers.filter(({ waitsSince }) => waitsSince !== undefined).length,
    };
  }
  // #endregion count

  /** Tells the others when it has changed, and before they stop believing it. */
  function count(): void {
    const { at = 0, ...before } = counts.get(process) ?? {};
    const current = countOwn();
    const isSame = JSON.stringify(before) === JSON.stringify(current);
    const isOld = seats.size > 0 && now() - at > countLasts / 2;
    if (!isSame || isOld) void tell(current).catch(() => {});
    else deskPress?.changed(false);
  }
  const counting = setInterval(count, countEvery).unref();

  function addUp(): void {
    const summed = sum ?? {};
    sum = undefined;
    // The log is away: applause is the one thing that may get lost.
    void tell({ kind: 'reacted', counts: summed }).catch(() => {});
  }

  await roomPress.settle();
  await deskPress.settle();

  return {
    code,
    secret,
    get state() {
      return facts.state;
    },
    tell,
    react(more) {
      if (!sum) setTimeout(addUp, sumFor).unref();
      sum ??= {};
      for (const kind of reactionKinds) sum[kind] = (sum[kind] ?? 0) + (more[kind] ?? 0);
    },
    channels: { room, desk },
    sit(seat) {
      seats.set(seat, (seats.get(seat) ?? 0) + 1);
      return () => {
        const left = seats.get(seat)! - 1;
        if (left > 0) seats.set(seat, left);
        else seats.delete(seat);
      };
    },
    async settle() {
      await roomPress?.settle();
      await deskPress?.settle();
      for (const channel of [room, desk]) channel.flush();
    },
    close() {
      clearInterval(counting);
      facts.close();
      roomPress?.close();
      deskPress?.close();
    },
  };
}

// #region newest
/**
 * From where a reader is brought up. An event is the whole
 * state: who has the newest one needs nothing, who has not
 * needs that one alone.
 */
export function startFrom(newest: string, heard: string) {
  const { epoch, seq } = parseId(newest)!;
  if (heard === newest) return newest;
  return formatId(epoch, seq - 1);
}
// #endregion newest
