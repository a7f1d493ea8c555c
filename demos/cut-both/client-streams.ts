import { lastingSocket } from './client-lasting.ts';
import type { Lane, Message } from './client-types.ts';

// #region stream
/** An event stream: coming back is the browser's business. */
export function openStream(address: string, lane: Lane): () => void {
  const source = new EventSource(address);
  source.onopen = () => lane.state('open');
  source.onerror = () =>
    lane.state(source.readyState === 2 ? 'over' : 'waits');
  source.onmessage = ({ data }) => lane.take(read(data));
  source.addEventListener('reset', () => lane.take({ reset: true }));
  return () => source.close();
}
// #endregion stream

// #region bare
/** A WebSocket, as the first page of every tutorial has it. */
export function openBare(address: string, lane: Lane): () => void {
  const socket = new WebSocket(address);
  socket.onopen = () => lane.state('open');
  socket.onmessage = ({ data }) => lane.take(read(data));
  socket.onclose = ({ code }) => lane.state('over', code);
  return () => socket.close();
}
// #endregion bare

/** The same with the code that a WebSocket needs. */
export function openLasting(address: string, lane: Lane): () => void {
  return lastingSocket(address, lane);
}

const read = (data: unknown): Message =>
  JSON.parse(String(data)) as Message;
