import type { Lane } from './client-lane.ts';

type Seen = {
  asked: string;
  answered: string;
  alpn?: string;
  connection: number;
  stream?: number;
};

/** Hears a lane's stream, and what the server says of it. */
export function listen(lane: Lane, stopped: AbortSignal): void {
  let times = 0;
  // #region listen
  const source = new EventSource(lane.address);
  source.addEventListener('seen', ({ data }) => {
    showSeen(lane, JSON.parse(String(data)) as Seen);
  });
  source.addEventListener('message', ({ data }) => {
    lane.add(String(data));
  });
  // #endregion listen
  source.addEventListener('open', () => {
    lane.say('state', 'open', { n: ++times });
  });
  source.addEventListener('error', () => {
    const isOver = source.readyState === EventSource.CLOSED;
    lane.say('state', isOver ? 'closed' : 'waiting');
  });
  stopped.addEventListener('abort', () => {
    source.close();
    lane.say('state', 'stopped');
  });
  lane.say('state', 'waiting');
}

function showSeen(lane: Lane, seen: Seen): void {
  const { asked, answered, alpn, connection: n, stream } = seen;
  lane.show('asked', `HTTP/${asked}`);
  lane.show('answered', `HTTP/${answered}`);
  if (alpn) lane.show('alpn', alpn);
  else lane.say('alpn', 'none');
  lane.say('connection', stream ? 'shared' : 'own', { n, stream });
}
