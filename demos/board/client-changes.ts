import type { Card, Change, Copy } from './client-copy.ts';
import type { Answer } from './client-send.ts';

type Options = {
  copy: Copy;
  /** Own changes that met another: their author has to decide. */
  conflicts: Map<string, Change>;
  send: (change: Change) => Promise<Answer>;
  draw: () => void;
  refused: (code: string, change: Change) => void;
};
export type Changes = ReturnType<typeof createChanges>;

/** Makes changes: shown at once, settled later. */
export function createChanges(options: Options) {
  const { copy, conflicts, send, draw, refused } = options;

  // #region make
  async function make(change: Change): Promise<void> {
    copy.pending.set(change.id, change);
    draw();
    const answer = await send(change);
    // False if the event was faster and has settled it.
    const isOpen = copy.pending.delete(change.id);
    if (answer.ok) copy.apply(answer);
    else if (answer.current) meet(change, answer.current);
    else if (isOpen) refused(answer.code, change);
    draw();
  }
  // #endregion make

  /** A person decides on what both have changed. */
  // #region meet
  function meet(change: Change, now: Card): void {
    const { saw, wish } = change;
    copy.apply(now);
    const isBoth = (['text', 'column'] as const).some(
      (field) => field in wish && now[field] !== saw[field],
    );
    if (!isBoth) return void make({ ...change, saw: now });
    conflicts.set(now.id, change);
    refused('changed', change);
  }
  // #endregion meet

  /** Ends a conflict: the author's wish, or what is there. */
  function decide(id: string, isMine: boolean): void {
    const change = conflicts.get(id);
    const saw = copy.cards.get(id);
    conflicts.delete(id);
    if (isMine && change && saw) void make({ ...change, saw });
    draw();
  }

  return { make, decide };
}
