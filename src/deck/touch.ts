// A swipe to the side moves the deck; a touch on a control or on something that scrolls sideways does not.
import { isScrollable } from './ownership.ts';

const controls =
  'a, button, summary, input, select, textarea, label, sse-demo, [contenteditable], [data-keys=own]';
/** Shortest swipe, in CSS pixels, and the slowest, in milliseconds. */
const shortest = 48;
const slowest = 700;

export function followSwipes(deck: HTMLElement, swipe: (forward: boolean) => void): void {
  let from: { x: number; y: number; at: number } | undefined;

  deck.addEventListener(
    'touchstart',
    (event) => {
      const [touch] = event.touches;
      const zoomed = (visualViewport?.scale ?? 1) > 1.01;
      from =
        event.touches.length === 1 && touch && !zoomed && !isTaken(event.composedPath())
          ? { x: touch.clientX, y: touch.clientY, at: event.timeStamp }
          : undefined;
    },
    { passive: true },
  );
  deck.addEventListener('touchend', (event) => {
    const [touch] = event.changedTouches;
    if (!from || !touch || event.timeStamp - from.at > slowest) return;
    const across = touch.clientX - from.x;
    const down = touch.clientY - from.y;
    from = undefined;
    if (Math.abs(across) >= shortest && Math.abs(across) > 2 * Math.abs(down)) swipe(across < 0);
  });
}

function isTaken(path: EventTarget[]): boolean {
  return path.some(
    (target) =>
      target instanceof HTMLElement && (target.matches(controls) || isScrollable(target, true)),
  );
}
