// All rooms: opened, found by their code, ended by the presenter or by their age. The list is a
// channel of the same log, so that it is the same in every process and after every start.
import type { Engine } from '../sse/engine.ts';
import { createEpoch } from '../sse/event-id.ts';
import type { EventLog, LoggedEvent } from '../sse/event-log/event-log.ts';
import { createCode, createKey, hashKey } from './keys.ts';
import type { Place } from './room-view.ts';
import { channelsOf, openRoom, type Opening, type Room } from './room.ts';

export type Rooms = {
  /** @returns undefined if there are too many already */
  open: (place: Place) => Promise<{ room: Room; key: string } | undefined>;
  /** @returns undefined for a code that is nobody's, or not any more */
  find: (code: string) => Promise<Room | undefined>;
  /** Whether a code is somebody's, without a look into its room. */
  has: (code: string) => boolean;
  /** Whether a code was somebody's not long ago. */
  isOver: (code: string) => boolean;
  /** Tells the class, ends its streams, forgets all that was kept of it. */
  end: (code: string) => Promise<void>;
  close: () => void;
};

export type RoomsOptions = {
  log: EventLog;
  engine: Engine;
  /** Rooms at once. */
  most?: number;
  /** Milliseconds after which a room ends by itself. */
  lasts?: number;
  now?: () => number;
};

type Entry = ({ kind: 'opened' } & Opening) | { kind: 'over'; code: string };

const listName = 'rooms';
const twelveHours = 12 * 3_600_000;
/** Milliseconds between two looks at the rooms' age. */
const lookEvery = 60_000;
const page = 500;
/** Codes of classes that are over, as far as they are remembered. */
const mostOver = 200;

export async function createRooms(options: RoomsOptions): Promise<Rooms> {
  const { log, engine, most = 50, lasts = twelveHours, now = Date.now } = options;
  const parts = { log, engine, now, process: createEpoch() };
  const openings = new Map<string, Opening>();
  const over = new Set<string>();
  const opened = new Map<string, Promise<Room>>();
  const list = await log.open(listName);
  const unlisten = list.listen({ onEvents: (events) => events.forEach(hear), onEpoch: () => {} });

  for (let after = 0, events; (events = await list.read(after, page)).length > 0;) {
    events.forEach(hear);
    after = events.at(-1)!.seq;
  }

  function hear({ data }: LoggedEvent): void {
    const entry = JSON.parse(data) as Entry;
    if (entry.kind === 'opened') openings.set(entry.code, entry);
    else if (openings.delete(entry.code)) {
      over.add(entry.code);
      if (over.size > mostOver) over.delete(over.values().next().value!);
      forget(entry.code).catch(console.error);
    }
  }

  const add = (entry: Entry) => list.append([{ data: JSON.stringify(entry) }]);

  /** Another process may have ended it: its readers here have to go as well. */
  async function forget(code: string): Promise<void> {
    const room = await opened.get(code)?.catch(() => undefined);
    opened.delete(code);
    room?.close();
    const { facts, ...channels } = channelsOf(code);
    for (const name of Object.values(channels)) await engine.forget(name);
    await log.forget(facts);
  }

  function find(code: string): Promise<Room | undefined> {
    const opening = openings.get(code);
    if (!opening) return Promise.resolve(undefined);
    const room = opened.get(code) ?? openRoom(opening, parts);
    opened.set(code, room);
    // The next one may have more luck with the log.
    room.catch(() => opened.delete(code));
    return room;
  }

  async function end(code: string): Promise<void> {
    const room = await find(code);
    await room?.tell({ kind: 'over' });
    await room?.settle();
    await add({ kind: 'over', code });
  }

  async function endOld(): Promise<void> {
    for (const { code, at } of [...openings.values()]) if (now() - at > lasts) await end(code);
  }
  const looking = setInterval(() => void endOld().catch(() => {}), lookEvery).unref();
  await endOld();

  return {
    async open(place) {
      if (openings.size >= most) return undefined;
      const [code, key, secret] = [freeCode(), createKey(), createKey()];
      await add({ kind: 'opened', code, secret, key: hashKey(key), place, at: now() });
      const room = await find(code);
      return room && { room, key };
    },
    find,
    has: (code) => openings.has(code),
    isOver: (code) => over.has(code),
    end,
    close() {
      clearInterval(looking);
      unlisten();
      for (const room of opened.values()) room.then(({ close }) => close()).catch(() => {});
    },
  };

  function freeCode(): string {
    for (;;) {
      const code = createCode();
      if (!openings.has(code)) return code;
    }
  }
}
