import type { Place } from '../../src/classroom/room-view.ts';

/** The places of a follower's page, found by their ids. */
export function createPlaces(card: HTMLElement) {
  const items = [...card.querySelectorAll<HTMLElement>('li')];

  // #region show
  function show({ id, step }: Place): void {
    for (const item of items) {
      const isHere = item.dataset['place'] === id;
      item.ariaCurrent = isHere ? 'location' : null;
    }
    const parts = card.querySelectorAll<HTMLElement>('[data-from]');
    for (const part of parts)
      part.hidden = Number(part.dataset['from']) > step;
  }
  // #endregion show

  return { show };
}
