// Who gets a key: a dialog, the black screen, the overview, the focused control, a tall slide, the deck.
import { actionOf, type Action } from './keys.ts';
import { belongsToControl } from './ownership.ts';
import type { Walk } from './position.ts';
import type { Slide } from './slides.ts';

export type KeyTargets = {
  walk: Walk<Slide>;
  overview: { open: boolean; key(key: string): boolean };
  blackout: { on: boolean; toggle(): void };
  /** Whether keys of a single sign act. */
  signs(): boolean;
  act: Record<Action, () => void>;
};

export function routeKeys(targets: KeyTargets): void {
  addEventListener('keydown', (event) => {
    const path = event.composedPath();
    const action = actionOf(event, targets.signs());
    const inDialog = path.some((target) => target instanceof HTMLDialogElement);
    if (event.defaultPrevented || !action || inDialog) return;
    if (take(targets, action, event.key, path)) event.preventDefault();
  });
}

/** @returns false where the key is left to the browser. */
function take(
  { walk, overview, blackout, act }: KeyTargets,
  action: Action,
  key: string,
  path: EventTarget[],
): boolean {
  if (blackout.on) {
    // Space presses the black button by itself.
    if (key === ' ') return false;
    blackout.toggle();
    return true;
  }
  if (overview.open && overview.key(key)) return true;
  if (belongsToControl(path, key, walk.slide.element)) return false;
  if (!overview.open && scrolled(walk.slide.element, key)) return true;
  const before = walk.slide;
  act[action]();
  if (before !== walk.slide) walk.slide.heading.focus({ preventScroll: true });
  return true;
}

/** A slide taller than the screen scrolls before ↓ or ↑ leaves it. */
function scrolled(slide: HTMLElement, key: string): boolean {
  const direction = { ArrowDown: 1, ArrowUp: -1 }[key] ?? 0;
  const before = slide.scrollTop;
  slide.scrollTop += (direction * slide.clientHeight) / 3;
  return slide.scrollTop !== before;
}
