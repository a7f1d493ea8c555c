import { createCopy, type Card, type Change } from './client-copy.ts';

/** Who is here, and which card is under their cursor. */
export type Reader = { name: string; on: string };

export type Known = ReturnType<typeof knowNothing>;

/** What a reader knows, before the first event. */
export const knowNothing = () => ({
  copy: createCopy(),
  conflicts: new Map<string, Change>(),
  held: new Map<string, Card>(),
  readers: [] as Reader[],
  /** The reader's own name, as the server has it. */
  me: '',
  /** When the board began, as the server says. */
  began: '',
});
