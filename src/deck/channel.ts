// Console and projector, two tabs of one browser: each sends its state when it moves. A newcomer
// says hello and takes over the state of the one who was there, so either side may close and return.
import type { DeckState, Follow, Lead } from './lead.ts';
import type { Role } from './session.ts';

type Message = { from: Role } & ({ kind: 'hello' | 'bye' } | { kind: 'state'; state: DeckState });

/**
 * Joins the channel of a session.
 * @param state asked for when the other side says hello.
 */
export function joinChannel(
  session: string,
  role: Role,
  state: () => DeckState,
  follow: Follow,
): Lead {
  const channel = new BroadcastChannel(`olr-deck:${session}`);
  const post = (message: Omit<Message, 'from'>) => channel.postMessage({ from: role, ...message });
  const send = (state: DeckState) => post({ kind: 'state', state } as Message);

  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.from === role) return;
    follow.peer(data.kind !== 'bye');
    if (data.kind === 'hello') send(state());
    if (data.kind === 'state') follow.state(data.state);
  };
  addEventListener('pagehide', () => post({ kind: 'bye' }));
  addEventListener('pageshow', ({ persisted }) => persisted && post({ kind: 'hello' }));
  post({ kind: 'hello' });
  return { send };
}
