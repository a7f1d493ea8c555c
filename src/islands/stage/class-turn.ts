// What a class says of the demo on its slide: told by those who follow the class (src/live), asked by
// the stage.
import type { Turn } from '../../classroom/room-view.ts';

export type ClassTurn = Turn & {
  code: string;
  /** Whether this page is the presenter's: what is pressed here is pressed for all. */
  leads: boolean;
  /** The id of the slide that the class looks at. */
  slide: string;
};

let current: ClassTurn | undefined;
const listeners = new Set<() => void>();

/** The class that looks at this page's slides together: there a demo runs once for all. */
export const classTurn = (): ClassTurn | undefined => current;

export function setClassTurn(turn: ClassTurn | undefined): void {
  current = turn;
  for (const listener of listeners) listener();
}

/** @returns what ends the listening */
export function onClassTurn(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
