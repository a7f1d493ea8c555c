export type Send = (message: string) => void;

/** Readers at a time, and receivers of each: the page has three. */
const mostReaders = 100;
const mostReceivers = 6;

const receivers = new Map<string, Set<Send>>();

/** One more who receives. @returns leave; undefined without room */
export function join(
  reader: string,
  send: Send,
): (() => void) | undefined {
  const own = receivers.get(reader) ?? new Set<Send>();
  const isNew = !receivers.has(reader);
  if (isNew && receivers.size >= mostReaders) return undefined;
  if (own.size >= mostReceivers) return undefined;
  receivers.set(reader, own.add(send));
  return () => {
    own.delete(send);
    if (own.size === 0) receivers.delete(reader);
  };
}

/** Says a message to all receivers of a reader. @returns how many */
export function say(reader: string, message: string): number {
  const own = receivers.get(reader) ?? new Set<Send>();
  for (const send of own) send(message);
  return own.size;
}
