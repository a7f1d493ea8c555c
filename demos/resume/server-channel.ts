/** What was published. The server numbers it: 1, 2, 3 … */
export type Entry = { number: number; data: string };
export type Channel = ReturnType<typeof createChannel>;

/** Publishes once a second, whether anybody reads or not. */
export function createChannel(onStop: () => void) {
  const readers = new Set<(entry: Entry) => void>();
  let number = 0;

  // #region ring
  const ring: Entry[] = [];
  const publish = (): void => {
    const data = JSON.stringify({ number: ++number });
    ring.push({ number, data });
    if (ring.length > 30) ring.shift();
    for (const read of readers) read({ number, data });
  };
  // #endregion ring

  // News goes on while the reader is away, but not for ever.
  let alone = 0;
  const timer = setInterval(() => {
    alone = readers.size > 0 ? 0 : alone + 1;
    if (alone < 60) publish();
    else stop();
  }, 1000).unref();
  function stop(): void {
    clearInterval(timer);
    onStop();
  }

  return {
    /** The number of the event after which the line is cut. */
    cutAt: 0,
    cutAfterNext(): void {
      this.cutAt = number + 1;
    },
    // #region since
    /** What came after `id`; in a gap, all that is left. */
    since(id: number, keep: number) {
      const left = ring.slice(-keep);
      const from = left[0]?.number ?? 1;
      const isGap = !(id >= from - 1 && id <= number);
      const after = left.filter((one) => one.number > id);
      return { from, isGap, entries: isGap ? left : after };
    },
    // #endregion since
    subscribe(read: (entry: Entry) => void): () => void {
      readers.add(read);
      if (number === 0) publish();
      return () => void readers.delete(read);
    },
    isAbandoned: () => readers.size === 0,
    stop,
  };
}
