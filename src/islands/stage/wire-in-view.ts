// What a demo's own view shows of the wire, in the course and alone: counts and bytes where it has
// places for them, and a `wire` event for each piece.
import type { StreamEvent } from '../../sse/parse.ts';
import type { WireRecord } from '../../server/wire-record.ts';
import { followEvents } from './event-numbers.ts';
import { showLastBytes } from './last-bytes.ts';
import { followPaths } from './record-paths.ts';
import { countTraffic } from './traffic.ts';
import { tellOfWire } from './wire-event.ts';

export type WireInView = {
  /**
   * Takes the next record. @returns the path of its request, if any, and how many events of a
   * stream it completes, undefined where its bytes do not tell
   */
  take: (record: WireRecord) => { path: string | undefined; events: number | undefined };
  /** Records are missing. */
  lost: () => void;
};

type Options = {
  /** Is told of each event that is complete, while `take` runs. */
  onEvent?: (event: StreamEvent, path: string) => void;
  /** See `followPaths`. */
  base?: RegExp;
};

/** Shows a view what the wire of its run carries. */
export function showWireIn(
  view: HTMLElement,
  { onEvent = () => {}, base }: Options = {},
): WireInView {
  const pathOf = followPaths(base);
  const traffic = countTraffic(view);
  const follower = followEvents(onEvent, showLastBytes(view));
  return {
    take(record) {
      const path = pathOf(record);
      const events = follower.feed(record, path);
      traffic.count(record, path);
      if (path !== undefined) tellOfWire(view, record, path, events);
      return { path, events };
    },
    lost() {
      traffic.lost();
      view.dispatchEvent(new Event('wirelost'));
    },
  };
}
