// The door for whoever leads a deck, or is led by it, from outside the tab: the console's channel,
// or a class (src/live).
import type { Position } from './position.ts';

export type DeckState = Position & { blank: boolean };

/** Takes what this tab does to those who follow it. */
export type Lead = { send(state: DeckState): void };

export type ConsoleLead = Lead & {
  /** The console's class; null when it ends. A projector that says hello later is told as well. */
  tellClass(code: string | null): void;
};

/** Brings what another one does to this tab. A state from outside never moves the focus. */
export type Follow = {
  /** The other side moved, or answered when this side said hello. */
  state(state: DeckState): void;
  /** The other side came or went. */
  peer(present: boolean): void;
  /** The console has a class, or has none any more. */
  class?(code: string | null): void;
};
