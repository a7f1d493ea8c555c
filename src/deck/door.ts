// The deck's door stays open for who comes in from another script of the page: a class (src/live),
// of which the deck itself knows nothing.
import type { Follow, Lead } from './lead.ts';

export type Door = {
  /** The slug of the deck's chapter. */
  chapter: string;
  follow: Follow;
  /** Whether a console leads this deck: it presents, and follows nobody else. */
  isPresented: boolean;
  /** Tells somebody else from now on what this tab does. */
  tell: (lead: Lead) => void;
};

/** Opens the door. Who waits for it hears of it before anything comes from the console. */
export let openDoor: (door: Door) => void;

export const door = new Promise<Door>((resolve) => {
  openDoor = resolve;
});
