// Brings a state to a channel: as often as it changes, but not more often than a class can look.
import type { Channel } from '../sse/channel.ts';
import type { ChannelLog } from '../sse/event-log/event-log.ts';

/** Milliseconds between two events that are not urgent: four a second. */
const pause = 250;
/** Milliseconds for which another process may bring what it has heard first. */
const courtesy = 400;

export type Press = {
  /** Something changed here. What is urgent leaves at once. */
  changed: (isUrgent: boolean) => void;
  /** Something changed in another process, which brings it, if it lives. */
  changedElsewhere: () => void;
  /** Resolves when the newest state has been published, or is the published one. */
  settle: () => Promise<void>;
  close: () => void;
};

/**
 * @param view the state as its readers see it
 * @param log the channel's own, to know what its newest event says, whoever published it
 */
export async function createPress(
  channel: Channel,
  log: ChannelLog,
  event: string,
  view: () => object,
): Promise<Press> {
  const [newest] = log.last > 0 ? await log.read(log.last - 1, 1) : [];
  let shown = newest?.data;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = Infinity;
  let last = -Infinity;
  let underway: Promise<void> | undefined;
  let isUrgentAgain = false;

  const unlisten = log.listen({
    onEvents(events) {
      shown = events.at(-1)!.data;
      // Two processes published at once, and the older state came last.
      if (shown !== JSON.stringify(view())) plan(courtesy);
    },
    onEpoch: () => {},
  });

  function plan(delay: number): void {
    const at = performance.now() + delay;
    if (at >= due) return;
    clearTimeout(timer);
    due = at;
    timer = setTimeout(print, delay).unref();
  }

  function print(): void {
    clearTimeout(timer);
    due = Infinity;
    if (underway) isUrgentAgain = true;
    underway ??= publish().then(goOn);
  }

  /** @returns milliseconds after which to look again; the log may be away for a moment */
  async function publish(): Promise<number> {
    const data = JSON.stringify(view());
    isUrgentAgain = false;
    try {
      if (data !== shown) await channel.publish({ event, data });
      last = performance.now();
      return pause;
    } catch {
      return 1000;
    }
  }

  function goOn(wait: number): void {
    underway = undefined;
    if (isUrgentAgain) print();
    else if (shown !== JSON.stringify(view())) plan(wait);
  }

  return {
    // #region changed
    changed(isUrgent) {
      const wait = last + pause - performance.now();
      if (isUrgent || wait <= 0) print();
      else plan(wait);
    },
    // #endregion changed
    changedElsewhere: () => plan(courtesy),
    async settle() {
      print();
      while (underway) await underway;
    },
    close() {
      clearTimeout(timer);
      due = -Infinity;
      unlisten();
    },
  };
}
