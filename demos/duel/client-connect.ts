import type { Lane } from './client-lane.ts';

/** Opens both, for the same reader. */
export function connect(
  url: string,
  reader: string,
  lanes: { stream: Lane; socket: Lane },
): () => void {
  lanes.stream.state('connecting');
  lanes.socket.state('connecting');
  // #region stream
  const source = new EventSource(`${url}events?reader=${reader}`);
  source.onopen = () => lanes.stream.state('open');
  source.onmessage = ({ data }) => lanes.stream.take(String(data));
  source.onerror = () => {
    const isOver = source.readyState === EventSource.CLOSED;
    lanes.stream.state(isOver ? 'closed' : 'again');
  };
  // #endregion stream

  // #region socket
  const address = `${url.replace(/^http/, 'ws')}ws?reader=${reader}`;
  const socket = new WebSocket(address);
  socket.onopen = () => lanes.socket.state('open');
  socket.onmessage = ({ data }) => lanes.socket.take(String(data));
  socket.onclose = ({ code }) => lanes.socket.state('closed', code);
  // #endregion socket

  return () => {
    source.close();
    socket.onclose = null;
    socket.close();
  };
}
