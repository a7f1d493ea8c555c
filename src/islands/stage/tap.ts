// The page's one wire tap: a stream of records of what the companion's sockets carried.
// It is open only while a stage runs and the page is visible: over HTTP/1.1 a browser has six
// connections to the site, shared by all its tabs, and reading must never starve.
import type { WireRecord } from '../../server/wire-record.ts';

export type TapListener = {
  onRecord: (record: WireRecord) => void;
  onLost: (count: number) => void;
  /** The tap broke off and is being tried again: most likely the companion has gone. */
  onGone: () => void;
  /** The companion has no room for another recording. */
  onRefused: () => void;
};

const tapId = randomId(12);
const listeners = new Map<string, TapListener>();
let source: EventSource | undefined;
let lastSeen = '';
let runs = 0;

/**
 * Joins the tap with a new run. Demos opened under `/@<run>/` are recorded.
 * @returns the run's id and `leave`, which frees the tap after the last run.
 */
export function joinTap(listener: TapListener): { run: string; leave: () => void } {
  const run = `${tapId}.${++runs}`;
  listeners.set(run, listener);
  update();
  return {
    run,
    leave() {
      listeners.delete(run);
      update();
    },
  };
}

function update(): void {
  const wanted = listeners.size > 0 && document.visibilityState === 'visible';
  if (!wanted) {
    source?.close();
    source = undefined;
  } else if (!source || source.readyState === EventSource.CLOSED) {
    source = open();
  }
}

document.addEventListener('visibilitychange', update);
// A page kept for "back" must hold no connection, whatever was still to come.
addEventListener('pagehide', () => {
  listeners.clear();
  update();
});

function open(): EventSource {
  const tap = new EventSource(`/api/tap/${tapId}${lastSeen && `?after=${lastSeen}`}`);
  tap.addEventListener('record', (event: MessageEvent<string>) => {
    lastSeen = event.lastEventId;
    const record = JSON.parse(event.data) as WireRecord;
    listeners.get(record.run)?.onRecord(record);
  });
  tap.addEventListener('lost', (event: MessageEvent<string>) => {
    const { count } = JSON.parse(event.data) as { count: number };
    for (const listener of listeners.values()) listener.onLost(count);
  });
  tap.addEventListener('error', () => {
    const refused = tap.readyState === EventSource.CLOSED;
    for (const { onRefused, onGone } of listeners.values()) (refused ? onRefused : onGone)();
  });
  return tap;
}

function randomId(length: number): string {
  // Not crypto.randomUUID: a page opened from http://<lan-ip> is no secure context.
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return Array.from(bytes, (byte) => (byte % 36).toString(36)).join('');
}
