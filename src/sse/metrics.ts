// What an engine tells Prometheus. The counts are plain numbers where events pass; they are only
// put into metrics when somebody asks.
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import type { Channel } from './channel.ts';
import type { Engine } from './engine.ts';
import type { Receiver, Transport } from './receiver.ts';

type Read = (set: (value: number, labels?: Record<string, string>) => void) => void;

/** @returns the text of all metrics, in the format that Prometheus scrapes */
export function createMetrics(engine: Engine): { type: string; text: () => Promise<string> } {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const channels = (): Channel[] => [...engine.channels.values()];
  const receivers = () =>
    channels().flatMap(({ readers }) => readers.map((reader) => reader.receiver));

  function gauge(name: string, help: string, labelNames: string[], read: Read): void {
    new Gauge({
      ...{ name, help, labelNames, registers: [registry] },
      collect() {
        this.reset();
        read((value, labels = {}) => this.set(labels, value));
      },
    });
  }

  /** A count that only grows, as the channels keep it. */
  function counter(name: string, help: string, labelNames: string[], read: Read): void {
    new Counter({
      ...{ name, help, labelNames, registers: [registry] },
      collect() {
        this.reset();
        read((value, labels = {}) => this.inc(labels, value));
      },
    });
  }

  gauge('sse_readers', 'Readers that are open, by transport.', ['transport'], (set) => {
    for (const [transport, count] of countTransports(receivers())) set(count, { transport });
  });
  gauge('sse_channels', 'Channels that are open.', [], (set) => set(channels().length));
  gauge('sse_waiting_bytes', 'Bytes that the sockets have not taken yet.', [], (set) =>
    set(receivers().reduce((bytes, receiver) => bytes + receiver.waiting(), 0)),
  );
  counter('sse_published_total', 'Events that were published here.', [], (set) =>
    set(engine.counts.published),
  );
  counter('sse_delivered_total', 'Events that were written, times their readers.', [], (set) =>
    set(engine.counts.delivered),
  );
  counter('sse_replayed_total', 'Those of them that a reader had missed.', [], (set) =>
    set(engine.counts.replayed),
  );
  counter('sse_resets_total', 'Readers told to begin anew.', ['reason'], (set) => {
    for (const reason of ['unknown-id', 'too-old'] as const)
      set(engine.counts.resets[reason], { reason });
  });
  counter('sse_cuts_total', 'Readers cut because they did not keep up.', ['reason'], (set) => {
    for (const reason of ['too-slow', 'stalled'] as const)
      set(engine.counts.cuts[reason], { reason });
  });
  counter('sse_refused_total', 'Who found no place.', ['status'], (set) => {
    for (const status of [429, 503] as const) set(engine.refused[status], { status: `${status}` });
  });
  return { type: registry.contentType, text: () => registry.metrics() };
}

function countTransports(receivers: Receiver[]): Map<Transport, number> {
  const counts = new Map<Transport, number>([
    ['http1', 0],
    ['http2', 0],
    ['websocket', 0],
  ]);
  for (const { transport } of receivers) counts.set(transport, counts.get(transport)! + 1);
  return counts;
}
