import type { Item, Visit } from './client-asking.ts';
import type { Lane } from './client-lane.ts';

// #region stream
export function listen(
  lane: Lane,
  { url, reader, stopped }: Visit,
): void {
  const source = new EventSource(`${url}events?reader=${reader}`);
  source.addEventListener('message', ({ data }) => {
    lane.show([JSON.parse(String(data)) as Item]);
  });
  source.addEventListener('open', () => lane.say('fine'));
  source.addEventListener('error', () => {
    lane.say(source.readyState === 2 ? 'closed' : 'failed');
  });
  stopped.addEventListener('abort', () => source.close());
}
// #endregion stream
