// The tables of the event log, and all that is asked of them.
import type { DatabaseSync, StatementSync } from 'node:sqlite';

export type Statements = Record<keyof typeof statements, StatementSync>;

/** Counts up with each change of the tables. */
const version = 1;

// Text is kept as bytes: it may have a NUL in it, and then it would end there.
const tables = `
  CREATE TABLE channels (name TEXT PRIMARY KEY, epoch TEXT NOT NULL, last INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE events (
    channel TEXT NOT NULL, seq INTEGER NOT NULL, event BLOB, data BLOB NOT NULL,
    PRIMARY KEY (channel, seq)
  ) WITHOUT ROWID;
  PRAGMA user_version = ${version};
`;

const statements = {
  begin: 'BEGIN IMMEDIATE',
  commit: 'COMMIT',
  rollback: 'ROLLBACK',
  channel: 'SELECT epoch, last FROM channels WHERE name = ?',
  create: 'INSERT INTO channels (name, epoch, last) VALUES (?, ?, 0)',
  number: 'UPDATE channels SET last = ? WHERE name = ?',
  kept: 'SELECT min(seq) AS oldest, sum(length(data) + ifnull(length(event), 0)) AS bytes FROM events WHERE channel = ?',
  add: 'INSERT INTO events (channel, seq, event, data) VALUES (?, ?, ?, ?)',
  size: 'SELECT length(data) + ifnull(length(event), 0) AS bytes FROM events WHERE channel = ? AND seq = ?',
  remove: 'DELETE FROM events WHERE channel = ? AND seq = ?',
  read: 'SELECT seq, event, data FROM events WHERE channel = ? AND seq > ? ORDER BY seq LIMIT ?',
  forgetEvents: 'DELETE FROM events WHERE channel = ?',
  forgetChannel: 'DELETE FROM channels WHERE name = ?',
} as const;

/** Makes the tables in a new file. @throws a sentence if the file is of a newer version */
export function prepare(database: DatabaseSync): Statements {
  const { user_version: found } = database.prepare('PRAGMA user_version').get() as {
    user_version: number;
  };
  if (found > version)
    throw new Error(
      `The event log is of version ${found}, and this program knows ${version}. Use the newer program, or another file.`,
    );
  if (found === 0) database.exec(`BEGIN; ${tables} COMMIT`);
  const prepared = Object.entries(statements).map(([name, sql]) => [name, database.prepare(sql)]);
  return Object.fromEntries(prepared) as Statements;
}
