// Events in this process's memory, the newest ones. What is lost with the process is lost: each
// start is another epoch, so that nobody resumes where there is nothing to resume from.
/* eslint-disable @typescript-eslint/require-await -- the contract is of promises, failures included */
import { createEpoch } from '../event-id.ts';
import { createRing } from '../ring.ts';
import type {
  Bounds,
  ChannelLog,
  EventLog,
  LoggedEvent,
  LogListener,
  NewEvent,
} from './event-log.ts';

/** Enough for a minute of a busy channel; a memory of its own for each channel. */
const defaults: Bounds = { count: 10_000, bytes: 16 * 1024 * 1024 };

/** @param bounds of each channel */
export function createMemoryLog(bounds: Partial<Bounds> = {}): EventLog {
  const channels = new Map<string, MemoryChannel>();
  let isClosed = false;
  return {
    async open(name) {
      if (isClosed) throw new Error('The event log has been closed. Open channels before.');
      const channel = channels.get(name) ?? createMemoryChannel({ ...defaults, ...bounds });
      channels.set(name, channel);
      return channel;
    },
    async forget(name) {
      channels.get(name)?.forget();
      channels.delete(name);
    },
    async close() {
      isClosed = true;
      for (const channel of channels.values()) channel.close();
    },
  };
}

type MemoryChannel = ChannelLog & { forget: () => void; close: () => void };

function createMemoryChannel(bounds: Bounds): MemoryChannel {
  const listeners = new Set<LogListener>();
  const ring = createRing<LoggedEvent>(bounds, 0);
  let epoch = createEpoch();
  let isClosed = false;

  function keep(event: NewEvent): LoggedEvent {
    const logged = { ...event, seq: ring.last + 1 };
    ring.push(logged, sizeOf(logged));
    return logged;
  }

  return {
    get epoch() {
      return epoch;
    },
    get last() {
      return ring.last;
    },
    get oldest() {
      return ring.first;
    },
    async append(events) {
      if (isClosed)
        throw new Error('The event log has been closed, and kept nothing. Publish before.');
      const logged = events.map(keep);
      if (logged.length > 0) for (const { onEvents } of listeners) onEvents(logged);
      return logged.map(({ seq }) => seq);
    },
    async read(after, limit) {
      const from = Math.max(after + 1, ring.first);
      const count = Math.max(0, Math.min(limit, ring.last - from + 1));
      return Array.from({ length: count }, (_, index) => ring.at(from + index)!);
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    forget() {
      ring.clear(0);
      epoch = createEpoch();
      for (const { onEpoch } of listeners) onEpoch();
    },
    close: () => void (isClosed = true),
  };
}

/** Near enough without encoding it: what counts is that memory is bounded. */
function sizeOf({ data, event }: LoggedEvent): number {
  return Buffer.byteLength(data) + Buffer.byteLength(event ?? '');
}
