import { createSource, type Source } from './server-source.ts';

/** A connection of a reader, and what can be done to it. */
export type Connection = {
  /** As a power cut does it: without a word. */
  cut: () => void;
  /** In good order. */
  end: () => void;
  /** It stays, and brings nothing any more. */
  hush: () => void;
};

export type Reader = {
  source: Source;
  connections: Set<Connection>;
  /** Until then, by `Date.now`, the line is down. */
  downUntil: number;
};

const mostReaders = 50;
const mostConnections = 6;
/** Milliseconds that the source of a reader who is away goes on. */
const patience = 60_000;

const readers = new Map<string, Reader>();

/** The reader of that name; undefined without room for another. */
export function readerNamed(name: string): Reader | undefined {
  const known = readers.get(name);
  if (known || readers.size >= mostReaders) return known;
  const connections = new Set<Connection>();
  const made = { source: createSource(), connections, downUntil: 0 };
  readers.set(name, made);
  setTimeout(forget, patience, name).unref();
  return made;
}

/** Adds a connection. @returns leave; undefined without room */
export function connect(
  name: string,
  { connections }: Reader,
  connection: Connection,
): (() => void) | undefined {
  if (connections.size >= mostConnections) return undefined;
  connections.add(connection);
  return () => {
    connections.delete(connection);
    setTimeout(forget, patience, name).unref();
  };
}

function forget(name: string): void {
  const reader = readers.get(name);
  if (!reader || reader.connections.size > 0) return;
  reader.source.stop();
  readers.delete(name);
}
