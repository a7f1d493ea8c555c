// When no companion answers, the stage plays a recording of a real run: the same wire records, and
// an object in place of EventSource that dispatches what the recorded bytes contain.
import type { WireRecord } from '../../server/wire-record.ts';

export type Recording = { recordedAt: string; records: WireRecord[] };

const recordings = import.meta.glob<{ default: Recording }>('/demos/*/recording.json');

export async function loadRecording(slug: string): Promise<Recording | undefined> {
  return (await recordings[`/demos/${slug}/recording.json`]?.())?.default;
}

/** Plays records at the pace at which they were made. @returns stop */
export function play(records: WireRecord[], onRecord: (record: WireRecord) => void): () => void {
  const first = records[0]?.at ?? 0;
  const timers = records.map((record) =>
    setTimeout(() => onRecord({ ...record, at: Date.now() }), record.at - first),
  );
  return () => timers.forEach(clearTimeout);
}

export type RecordedSource = {
  source: EventSource;
  open: () => void;
  dispatch: (event: MessageEvent) => void;
};

/** An object that a demo's client cannot tell from an EventSource, fed by the recording. */
export function recordedEventSource(url: string): RecordedSource {
  const target = new EventTarget();
  const state = { url, readyState: 0, withCredentials: false, CONNECTING: 0, OPEN: 1, CLOSED: 2 };
  const source = Object.assign(target, state, {
    close: () => void (source.readyState = 2),
  }) as unknown as EventSource & { readyState: number };
  const send = (event: Event) => {
    if (source.readyState === 2) return;
    source.dispatchEvent(event);
    (source as unknown as Record<string, ((event: Event) => void) | undefined>)[
      `on${event.type}`
    ]?.(event);
  };
  return {
    source,
    open() {
      if (source.readyState === 0) source.readyState = 1;
      send(new Event('open'));
    },
    dispatch: send,
  };
}
