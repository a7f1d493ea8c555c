import type { Source, Take } from './server-source.ts';

/**
 * Brings what a receiver has missed, then what is new: in one turn of
 * the loop, so that nothing falls between the two.
 * @param id of its last message; '' for a newcomer
 * @param reset is told when it is not known what was missed
 */
export function follow(
  source: Source,
  id: string,
  take: Take,
  reset: () => void,
): { stop: () => void; hush: () => void } {
  // #region follow
  const missed = id === '' ? [] : source.after(id);
  if (missed) missed.forEach(take);
  else reset();
  const stop = source.join((message) => {
    if (!isHushed) take(message);
  });
  // #endregion follow
  let isHushed = false;
  return { stop, hush: () => void (isHushed = true) };
}
