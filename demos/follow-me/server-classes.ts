import {
  channelsOf,
  openRoom,
  type Room,
} from '../../src/classroom/room.ts';
import { createEngine } from '../../src/sse/engine.ts';
import { createMemoryLog } from '../../src/sse/event-log/memory-log.ts';

/** Of what is shown the newest is enough. */
const log = createMemoryLog({ count: 100, bytes: 100_000 });
export const engine = createEngine({ log, window: { count: 50 } });

const parts = { log, engine, process: 'demo', now: Date.now };
const place = {
  ...{ chapter: 'demo', id: 'hello', step: 0 },
  ...{ blank: false, section: 'hello' },
};

/** The rooms, and for how many looks nobody has followed. */
const classes = new Map<
  string,
  { room: Promise<Room>; alone: number }
>();
const most = 100;
const patience = 6;

/** A page's class, new or not; undefined when all are in use. */
export async function classOf(name: string): Promise<Room | undefined> {
  const known = classes.get(name);
  if (known) return known.room;
  if (classes.size >= most) return undefined;
  const opening = { code: name, secret: name, key: name };
  const room = openRoom({ ...opening, place, at: Date.now() }, parts);
  classes.set(name, { room, alone: 0 });
  return room;
}

async function look(): Promise<void> {
  for (const [name, one] of classes) {
    const room = await one.room;
    const isAlone = room.channels.room.readers.length === 0;
    one.alone = isAlone ? one.alone + 1 : 0;
    if (one.alone >= patience) await forget(name, room);
  }
}
setInterval(() => void look(), 10_000).unref();

async function forget(name: string, room: Room): Promise<void> {
  classes.delete(name);
  room.close();
  const names = channelsOf(name);
  await engine.forget(names.room);
  await engine.forget(names.desk);
  await log.forget(names.facts);
}
