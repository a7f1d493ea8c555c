import type {
  PollView,
  RoomView,
} from '../../src/classroom/room-view.ts';
import { createPlaces } from './client-places.ts';
import { createPoll } from './client-poll.ts';
import type { Server } from './client-server.ts';
import { createStream } from './client-stream.ts';

/** Somebody who follows; `heard` hears of the poll, too. */
export function createFollower(
  card: HTMLElement,
  server: Server,
  heard: (poll: PollView | undefined) => void,
) {
  const part = (name: string) =>
    card.querySelector<HTMLElement>(`[data-${name}]`)!;
  const seat = card.dataset['follower']!;
  const places = createPlaces(card);
  const poll = createPoll(card);
  const away = card.querySelector<HTMLButtonElement>('[value=away]')!;
  let events = 0;

  // #region take
  /** Whatever came before: this is how things are now. */
  function take({ data, lastEventId }: MessageEvent<string>): void {
    const room = JSON.parse(data) as RoomView;
    places.show(room.place);
    poll.show(room.poll);
    heard(room.poll);
    part('claps').textContent = String(room.reactions.clap);
    part('events').textContent = String(++events);
    part('id').textContent = lastEventId;
  }
  // #endregion take

  const stream = createStream(() => server.open(seat), take);
  function leave(isAway: boolean): void {
    stream.close();
    away.ariaPressed = String(isAway);
    card.classList.toggle('away', isAway);
  }

  away.onclick = () => {
    const isBack = away.ariaPressed === 'true';
    leave(!isBack);
    if (isBack) stream.open();
  };
  card.querySelector<HTMLElement>('[value=clap]')!.onclick = () =>
    server.post('react', seat, { counts: { clap: 1 } });
  poll.buttons.forEach((button, choice) => {
    const vote = { chapter: 'demo', id: 'which-http', choice };
    button.onclick = () => server.post('vote', seat, vote);
  });
  stream.open();
  return { end: () => leave(false) };
}
