// Moves on their way to the class: one at a time, and after it the newest, not each.
import type { Place } from '../../classroom/room-view.ts';
import type { Answer } from '../act.ts';

/** Milliseconds after which a move that did not arrive is sent again. */
const pause = 1000;

export type Sender = {
  send(place: Place): void;
  /** Forgets what has not been sent. */
  drop(): void;
};

/**
 * @param post sends one move
 * @param refused called with the status of a move that no second try would help
 */
export function createSender(
  post: (place: Place) => Promise<Answer>,
  refused: (status: number) => void,
): Sender {
  let next: Place | undefined;
  let isBusy = false;
  let again: ReturnType<typeof setTimeout> | undefined;

  // #region newest
  async function pump(): Promise<void> {
    if (isBusy || !next) return;
    const place = next;
    next = undefined;
    isBusy = true;
    const answer = await post(place);
    isBusy = false;
    if (!answer.ok) fail(place, answer.status);
    // Meanwhile there were others: only the last one counts.
    if (answer.ok) void pump();
  }
  // #endregion newest

  function fail(place: Place, status: number): void {
    if ([403, 404, 409].includes(status)) {
      next = undefined;
      return refused(status);
    }
    next ??= place;
    clearTimeout(again);
    again = setTimeout(() => void pump(), pause);
  }

  return {
    send(place) {
      next = place;
      void pump();
    },
    drop() {
      next = undefined;
      clearTimeout(again);
    },
  };
}
