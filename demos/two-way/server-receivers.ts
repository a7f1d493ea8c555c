/** Somebody to whom a picture can be sent. */
export type Receiver = {
  show: (picture: Buffer) => void;
  /** Only an event stream is told by others what its reader says. */
  say?: (text: string) => void;
};

/** Readers at a time, and receivers of each: the page has two. */
const mostReaders = 100;
const mostReceivers = 4;

const receivers = new Map<string, Set<Receiver>>();

/** One more receiver. @returns leave; undefined without room */
export function join(
  reader: string,
  receiver: Receiver,
): (() => void) | undefined {
  const own = receivers.get(reader) ?? new Set<Receiver>();
  const isNew = !receivers.has(reader);
  if (isNew && receivers.size >= mostReaders) return undefined;
  if (own.size >= mostReceivers) return undefined;
  receivers.set(reader, own.add(receiver));
  return () => {
    own.delete(receiver);
    if (own.size === 0) receivers.delete(reader);
  };
}

/** All receivers of a reader. */
export const receiversOf = (reader: string): Receiver[] => [
  ...(receivers.get(reader) ?? []),
];
