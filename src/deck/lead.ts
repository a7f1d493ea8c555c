// The door for whoever leads a deck, or is led by it, from outside the tab: the console's channel
// today. A live class would be another source of the same shape.
import type { Position } from './position.ts';

export type DeckState = Position & { blank: boolean };

/** Takes what this tab does to those who follow it. */
export type Lead = { send(state: DeckState): void };

/** Brings what another one does to this tab. A state from outside never moves the focus. */
export type Follow = {
  /** The other side moved, or answered when this side said hello. */
  state(state: DeckState): void;
  /** The other side came or went. */
  peer(present: boolean): void;
};
