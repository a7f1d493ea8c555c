// Events in a file, through SQLite, which Node brings along: what was acknowledged survives the
// end of the process, whatever ended it, and cursors stay good.
/* eslint-disable @typescript-eslint/require-await -- the contract is of promises, failures included */
import { DatabaseSync } from 'node:sqlite';
import type { Bounds, ChannelLog, EventLog, LoggedEvent, NewEvent } from './event-log.ts';
import { createSqliteChannel, type SqliteChannel } from './sqlite-channel.ts';
import { prepare } from './sqlite-statements.ts';

const defaults: Bounds = { count: 10_000, bytes: 16 * 1024 * 1024 };

export type SqliteLogOptions = {
  /** A file, made if it is not there; beside it SQLite keeps another one, `-wal`. */
  path: string;
  /** Of each channel. */
  bounds?: Partial<Bounds>;
};

/** What waits for the next transaction. */
export type Append = {
  channel: SqliteChannel;
  events: NewEvent[];
  resolve: (numbers: number[]) => void;
  reject: (error: Error) => void;
};

/**
 * Opens the file for this process alone: several processes share channels through Redis.
 * @throws a sentence if the file is in use, no database, or of a newer version
 */
export function createSqliteLog({ path, bounds }: SqliteLogOptions): EventLog {
  const database = openFile(path);
  const statements = prepare(database);
  const channels = new Map<string, SqliteChannel>();
  let due: Append[] = [];
  let isClosed = false;

  // #region commit
  /** All that is published in one turn of the loop is one transaction: the commit is what costs. */
  async function append(channel: SqliteChannel, events: NewEvent[]): Promise<number[]> {
    if (isClosed)
      throw new Error('The event log has been closed, and kept nothing. Publish before.');
    if (due.length === 0) setImmediate(commit);
    const { promise, resolve, reject } = Promise.withResolvers<number[]>();
    due.push({ channel, events, resolve, reject });
    return promise;
  }

  function commit(): void {
    const appends = due;
    due = [];
    if (appends.length === 0) return;
    try {
      statements.begin.run();
      const added = appends.map(({ channel, events }) => channel.add(events));
      statements.commit.run();
      acknowledge(appends, added);
    } catch (error) {
      undo(appends, error);
    }
  }
  // #endregion commit

  function acknowledge(appends: Append[], added: LoggedEvent[][]): void {
    for (const channel of new Set(appends.map((append) => append.channel))) channel.settle();
    for (const [index, { channel, resolve }] of appends.entries()) {
      const events = added[index]!;
      if (events.length > 0) channel.tell(events);
      resolve(events.map(({ seq }) => seq));
    }
  }

  function undo(appends: Append[], cause: unknown): void {
    if (database.isTransaction) statements.rollback.run();
    for (const { channel, reject } of appends) {
      channel.undo();
      reject(
        new Error(
          `The event log ${path} kept nothing (${(cause as Error).message}). See whether its disk is full, and whether it may be written.`,
          { cause },
        ),
      );
    }
  }

  function open(name: string): SqliteChannel {
    const all = { ...defaults, ...bounds };
    const channel = createSqliteChannel(name, statements, all, (events) => append(channel, events));
    channels.set(name, channel);
    return channel;
  }

  return {
    async open(name): Promise<ChannelLog> {
      if (isClosed) throw new Error('The event log has been closed. Open channels before.');
      return channels.get(name) ?? open(name);
    },
    async forget(name) {
      commit();
      statements.forgetEvents.run(name);
      statements.forgetChannel.run(name);
      // Nor in the file beside it.
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      const channel = channels.get(name);
      if (channel?.isHeard) channel.beginAnew();
      else channels.delete(name);
    },
    async close() {
      if (isClosed) return;
      commit();
      isClosed = true;
      database.close();
    },
  };
}

function openFile(path: string): DatabaseSync {
  try {
    const database = new DatabaseSync(path);
    // One process: the lock is the system's, and goes with the process, however it ends.
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    database.exec('PRAGMA journal_mode = WAL');
    // A process that is killed loses nothing that was committed. With NORMAL only a machine that
    // loses its power may lose the newest commits, and it never has half of one.
    database.exec('PRAGMA synchronous = NORMAL');
    // What is forgotten is overwritten, and does not stay in the file as free space.
    database.exec('PRAGMA secure_delete = ON');
    database.exec('BEGIN IMMEDIATE; COMMIT');
    return database;
  } catch (error) {
    throw new Error(whyNot(path, error as Error & { errcode?: number }), { cause: error });
  }
}

/** The numbers are SQLite's result codes: https://www.sqlite.org/rescode.html */
function whyNot(path: string, { errcode, message }: Error & { errcode?: number }): string {
  const remedies: Record<number, string> = {
    5: 'Another process has it open. Stop that one, or let both share channels through Redis.',
    14: 'It cannot be opened. See whether its folder is there and may be written.',
    26: 'It is no database. Choose another file, or move it away.',
  };
  return `The event log ${path} cannot be used. ${remedies[errcode ?? 0] ?? message}`;
}
