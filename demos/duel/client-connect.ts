import type { Lane } from './client-lane.ts';

/** Opens both, for the same reader. */
export function connect(
  url: string,
  reader: string,
  lanes: { stream: Lane; socket: Lane },
): () => void {
  const [left, right] = [lanes.stream, lanes.socket];
  left.state('connecting');
  right.state('connecting');
  const query = `?reader=${reader}`;
  const address = `${url.replace(/^http/, 'ws')}ws${query}`;

  // #region stream
  const source = new EventSource(`${url}events${query}`);
  source.onopen = () => left.state('open');
  source.onmessage = ({ data }) => left.take(String(data));
  source.onerror = () => {
    const isOver = source.readyState === EventSource.CLOSED;
    left.state(isOver ? 'closed' : 'again');
  };
  // #endregion stream

  // #region socket
  const socket = new WebSocket(address);
  socket.onopen = () => right.state('open');
  socket.onmessage = ({ data }) => right.take(String(data));
  socket.onclose = ({ code }) => right.state('closed', code);
  // #endregion socket

  return () => {
    source.close();
    socket.onclose = null;
    socket.close();
  };
}
