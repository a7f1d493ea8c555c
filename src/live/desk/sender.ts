// Tells the class where the talk is. The newest place wins: one request at a time, and after it the
// newest place, whatever lay between. What did not arrive is sent again.
import type { Place } from '../../classroom/room-view.ts';
import type { Answer } from '../act.ts';
import { isSamePlace } from './talk.ts';

export type Sender = {
  offer(place: Place): void;
  /** The server is back: what waits is sent at once. */
  sendAgain(): void;
  /** Another device drives: what waits is no longer wanted. */
  drop(): void;
  /** The class was seen at a place. */
  seen(place: Place): void;
  /** Whether the class is where it was sent. If not, what it is seen at is out of date. */
  readonly isSettled: boolean;
};

/** Milliseconds after which what failed is tried again. */
const pause = 2000;
/** Milliseconds that an accepted place may take to be seen. */
const patience = 2000;

export function createSender(
  send: (place: Place) => Promise<Answer>,
  refused: (status: number) => void,
): Sender {
  let next: Place | undefined;
  let isSending = false;
  /** Sent, and not seen yet. */
  let awaited: Place | undefined;
  let last: Place | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let late: ReturnType<typeof setTimeout> | undefined;

  async function run(): Promise<void> {
    clearTimeout(again);
    if (isSending) return;
    isSending = true;
    while (next) {
      const place = (awaited = next);
      next = undefined;
      if (take(place, await send(place))) continue;
      again = setTimeout(() => void run(), pause);
      break;
    }
    isSending = false;
  }
  /** @returns false if the place is to be sent again, later */
  function take(place: Place, answer: Answer): boolean {
    clearTimeout(late);
    if (answer.ok) {
      late = setTimeout(() => (awaited = undefined), patience);
      return true;
    }
    awaited = undefined;
    const isAway = answer.status === 0 || answer.status === 429 || answer.status >= 500;
    if (isAway) next ??= place;
    else refused(answer.status);
    return !isAway;
  }

  return {
    offer(place) {
      const newest = next ?? awaited ?? last;
      if (newest && isSamePlace(place, newest)) return;
      next = place;
      void run();
    },
    sendAgain: () => void (next && run()),
    drop() {
      next = awaited = undefined;
      clearTimeout(again);
    },
    seen(place) {
      last = place;
      if (awaited && isSamePlace(place, awaited)) awaited = undefined;
    },
    get isSettled() {
      return !next && !isSending && !awaited;
    },
  };
}
