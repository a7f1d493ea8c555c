// The recordings of the wire: one bounded ring of records a page, readable while it grows.
import { tapOf } from './run-path.ts';
import type { WireRecord } from './wire-record.ts';

/** A record as it leaves, encoded once for all readers. */
export type TapEntry = { seq: number; event: Buffer };

export type WireTap = {
  /** Entries after `seq` that are still there, and how many before them are gone. */
  after: (seq: number) => { lost: number; entries: TapEntry[] };
  /** Calls back whenever there is something new. @returns leave */
  follow: (onNew: () => void) => () => void;
};

export type WireTaps = {
  /** The tap of that name, created if need be; undefined when there is no room for another. */
  open: (tap: string, address: string) => WireTap | undefined;
  /** Adds a record to its run's tap, if that is open. */
  append: (record: WireRecord) => void;
  /** Keeps a tap from being forgotten while a stream of it is open. @returns let go */
  keep: (tap: string) => () => void;
  /** Is told about each tap that was forgotten. */
  onForget: (listener: (tap: string) => void) => void;
  close: () => void;
};

export type TapLimits = {
  records: number;
  bytes: number;
  taps: number;
  tapsPerClient: number;
  /** Milliseconds after its last use when a tap is forgotten. */
  forgetAfter: number;
};

export const tapLimits: TapLimits = {
  records: 400,
  bytes: 512 * 1024,
  taps: 1000,
  tapsPerClient: 100,
  forgetAfter: 60_000,
};

type Ring = WireTap & {
  address: string;
  append: (record: WireRecord) => void;
  isIdle: (now: number) => boolean;
};

/** @param standsForMany whether an address is a proxy's, to which no limit per client applies */
export function createWireTaps(
  limits: TapLimits = tapLimits,
  standsForMany: (address: string) => boolean = () => false,
): WireTaps {
  const rings = new Map<string, Ring>();
  const listeners: ((tap: string) => void)[] = [];
  const sweep = setInterval(forgetIdle, limits.forgetAfter / 4).unref();

  function forgetIdle(): void {
    for (const [tap, ring] of rings) {
      if (!ring.isIdle(Date.now())) continue;
      rings.delete(tap);
      for (const listener of listeners) listener(tap);
    }
  }

  function hasRoom(address: string): boolean {
    if (rings.size >= limits.taps) return false;
    const own = [...rings.values()].filter((ring) => ring.address === address).length;
    return own < limits.tapsPerClient || standsForMany(address);
  }

  return {
    open(tap, address) {
      const known = rings.get(tap);
      if (known || !hasRoom(address)) return known;
      const ring = createRing(address, limits);
      rings.set(tap, ring);
      return ring;
    },
    append: (record) => rings.get(tapOf(record.run))?.append(record),
    // Whoever follows keeps it; a stream has nothing to hear.
    keep: (tap) => rings.get(tap)?.follow(() => {}) ?? (() => {}),
    onForget: (listener) => void listeners.push(listener),
    close() {
      clearInterval(sweep);
      rings.clear();
    },
  };
}

function createRing(address: string, limits: TapLimits): Ring {
  const entries: TapEntry[] = [];
  const followers = new Set<() => void>();
  // Numbers begin at the time of day, so that those from before a restart are never taken for ours.
  const base = Date.now() * 1000;
  let last = base;
  let bytes = 0;
  let usedAt = Date.now();

  return {
    address,
    append(record) {
      const entry = encode(++last, record);
      entries.push(entry);
      bytes += entry.event.length;
      while (entries.length > limits.records || bytes > limits.bytes)
        bytes -= entries.shift()!.event.length;
      usedAt = Date.now();
      for (const onNew of followers) onNew();
    },
    after(seq) {
      const from = seq < base || seq > last ? base : seq;
      const first = entries[0]?.seq ?? last + 1;
      const lost = Math.max(0, first - from - 1);
      return { lost, entries: entries.slice(Math.max(0, from + 1 - first)) };
    },
    follow(onNew) {
      followers.add(onNew);
      return () => {
        usedAt = Date.now();
        followers.delete(onNew);
      };
    },
    isIdle: (now) => followers.size === 0 && now - usedAt >= limits.forgetAfter,
  };
}

function encode(seq: number, record: WireRecord): TapEntry {
  // JSON without spaces has no line ends, so it fits one `data` line.
  const text = `id: ${seq}\nevent: record\ndata: ${JSON.stringify(record)}\n\n`;
  return { seq, event: Buffer.from(text) };
}
