import { createHearing } from './client-hear.ts';
import { readerId } from './client-kept.ts';
import { joinLeader } from './client-leader.ts';
import { beginLife } from './client-life.ts';
import { joinAlone, type Line } from './client-line.ts';
import { joinWorker } from './client-shared.ts';
import { createWishes } from './client-wishes.ts';

const ways = { own: joinAlone, worker: joinWorker, leader: joinLeader };

/** Hears the same news in every tab, by the way that was chosen. */
export function start(view: HTMLElement, url: string): () => void {
  const { page, hear, last } = createHearing(view);
  const wishes = createWishes(view, () => join());
  const { name: tab, begun, end } = beginLife('tab');
  const line: Line = {
    ...{ url, tab, hear, last, reader: readerId() },
    plays: (role) => page.plays(role, last()),
  };
  let leave = (): void => {};
  let isStopped = false;

  // #region join
  function join(): void {
    leave();
    leave = () => {};
    const isAway = document.hidden && wishes.closesHidden();
    page.connection(isAway ? 'stopped' : 'waiting');
    if (isAway) line.plays('away');
    else leave = ways[wishes.way()](line);
  }

  const onVisibility = () => wishes.closesHidden() && join();
  document.addEventListener('visibilitychange', onVisibility);
  // #endregion join

  page.enable();
  void begun.then(() => isStopped || join());
  return () => {
    isStopped = true;
    document.removeEventListener('visibilitychange', onVisibility);
    wishes.forget();
    leave();
    end();
    page.disable();
  };
}
