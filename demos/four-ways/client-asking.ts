import type { Lane } from './client-lane.ts';
import { pause } from './client-pause.ts';

/** As the server made it, with the milliseconds that it waited. */
export type Item = {
  id: number;
  who: string;
  what: string;
  waited: number;
};

/** Whom to ask, as which reader, until when. */
export type Visit = {
  url: string;
  reader: string;
  /** Milliseconds between two polls. */
  interval: () => number;
  stopped: AbortSignal;
};

// #region ask
/** Asks what is new. Says whether there was an answer. */
export async function ask(lane: Lane, visit: Visit): Promise<boolean> {
  const { url, reader, stopped } = visit;
  const query = `?reader=${reader}&after=${lane.last()}`;
  const tooLate = AbortSignal.timeout(15_000);
  const signal = AbortSignal.any([stopped, tooLate]);
  try {
    const answer = await fetch(url + lane.way + query, { signal });
    if (answer.ok) lane.show((await answer.json()) as Item[]);
    else lane.say('failed');
    return answer.ok;
  } catch {
    if (!stopped.aborted) lane.say('failed');
    return false;
  }
}
// #endregion ask

export async function poll(lane: Lane, visit: Visit): Promise<void> {
  // #region poll
  while (!visit.stopped.aborted) {
    await ask(lane, visit);
    await pause(visit.interval(), visit.stopped);
  }
  // #endregion poll
}

export async function longPoll(
  lane: Lane,
  visit: Visit,
): Promise<void> {
  // #region long-poll
  while (!visit.stopped.aborted) {
    const answered = await ask(lane, visit);
    if (!answered) await pause(2000, visit.stopped);
  }
  // #endregion long-poll
}
