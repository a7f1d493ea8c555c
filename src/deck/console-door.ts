// The console's door for a class (src/live/desk): where the console is, and a way to take it along.
import type { DeckState } from './lead.ts';

/** With the heading of the article to which the slide belongs. */
export type ConsolePlace = DeckState & { section: string };

export type ConsoleDoor = {
  /** The slug of the chapter. */
  chapter: string;
  title: string;
  place(): ConsolePlace;
  /** The slide on the screen. */
  slide(): HTMLElement;
  /** Goes there with the projector. Calls no listener, and never moves the focus. */
  go(state: DeckState): void;
  /** Calls back when the console or its projector has moved, or was blanked. */
  onChange(listener: () => void): void;
  /** Tells the projector, also one that comes later. */
  tellClass(code: string | null): void;
};
