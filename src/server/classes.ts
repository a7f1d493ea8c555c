// The classes of this process: where they are kept, and the engine that carries them.
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRooms } from '../classroom/rooms.ts';
import type { Settings } from '../origins.ts';
import { root } from '../root.ts';
import { createEngine } from '../sse/engine.ts';
import type { EventLog } from '../sse/event-log/event-log.ts';
import { createMemoryLog } from '../sse/event-log/memory-log.ts';
import { createRedisLog } from '../sse/event-log/redis-log.ts';
import { createSqliteLog } from '../sse/event-log/sqlite-log.ts';
import type { HostGuard } from './host-guard.ts';
import { createLiveApi, type LiveApi } from './live-api.ts';
import type { SharedDemos } from './shared-demos.ts';

export type Classes = {
  api: LiveApi;
  /** Whether a class with this code goes on. */
  has: (code: string) => boolean;
  /** Ends the streams in good order: the same class goes on where the log is opened next. */
  close: () => Promise<void>;
};

export type ClassesOptions = {
  settings: () => Settings;
  guard: HostGuard;
  /** Demos that run once for all of a class. */
  shared: Pick<SharedDemos, 'cause' | 'lead'>;
  /** A file, or `:memory:` for a class that ends with its process. */
  file?: string | undefined;
};

const ownFile = join(root, '.local/classes.db');

/** Of each channel. Facts need two snapshots of a full room; of what is shown the newest is enough. */
const kept = { count: 5000, bytes: 8 * 1024 * 1024 };
/** Shown states that a slow phone may lag behind. */
const window = { count: 256, bytes: 512 * 1024 };
/** Streams that one browser may have open in a class. */
const perSeat = 6;

export async function startClasses({
  settings,
  guard,
  shared,
  file,
}: ClassesOptions): Promise<Classes> {
  const { maxStreams, maxStreamsPerClient, redisUrl } = settings();
  const log = redisUrl ? await openRedis(redisUrl) : openFile(file ?? ownFile);
  const engine = createEngine({
    log,
    window,
    limits: {
      total: maxStreams,
      perAddress: maxStreamsPerClient,
      perPrincipal: perSeat,
      burst: maxStreamsPerClient,
    },
  });
  const rooms = await createRooms({ log, engine });
  return {
    api: createLiveApi({ settings, guard, engine, rooms, shared }),
    has: rooms.has,
    async close() {
      rooms.close();
      await engine.drain({ spread: 1000, deadline: 300 });
      await log.close();
    },
  };
}

function openRedis(url: string): Promise<EventLog> {
  return createRedisLog({
    ...{ url, prefix: 'one-long-response', bounds: kept },
    onTrouble: console.error,
  });
}

/** A class is worth a start without a file: it is only that a new start would not know it. */
function openFile(path: string): EventLog {
  if (path === ':memory:') return createMemoryLog(kept);
  try {
    mkdirSync(dirname(path), { recursive: true });
    return createSqliteLog({ path, bounds: kept });
  } catch (error) {
    const { message } = error as Error;
    console.error(`${message} Until then a class ends when this process does.`);
    return createMemoryLog(kept);
  }
}
