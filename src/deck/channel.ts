// Console and projector, two tabs of one browser: each sends its state when it moves. A newcomer
// says hello and takes over the state of the one who was there, so either side may close and return.
import type { ConsoleLead, DeckState, Follow } from './lead.ts';
import type { Role } from './session.ts';

type News =
  | { kind: 'hello' | 'bye' }
  | { kind: 'state'; state: DeckState }
  /** The console's class; null when there is none (any more). */
  | { kind: 'class'; code: string | null };
type Message = { from: Role } & News;

/**
 * Joins the channel of a session.
 * @param state asked for when the other side says hello.
 */
export function joinChannel(
  session: string,
  role: Role,
  state: () => DeckState,
  follow: Follow,
): ConsoleLead {
  const channel = new BroadcastChannel(`olr-deck:${session}`);
  const post = (news: News) => channel.postMessage({ from: role, ...news });
  const send = (state: DeckState) => post({ kind: 'state', state });
  let classCode: string | null = null;

  function tellClass(code: string | null): void {
    classCode = code;
    post({ kind: 'class', code });
  }

  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.from === role) return;
    follow.peer(data.kind !== 'bye');
    if (data.kind === 'hello') {
      send(state());
      if (role === 'console') tellClass(classCode);
    }
    if (data.kind === 'state') follow.state(data.state);
    if (data.kind === 'class') follow.class?.(data.code);
  };
  addEventListener('pagehide', () => post({ kind: 'bye' }));
  addEventListener('pageshow', ({ persisted }) => persisted && post({ kind: 'hello' }));
  post({ kind: 'hello' });
  return { send, tellClass };
}
