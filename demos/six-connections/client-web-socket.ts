import type { Ask, Counts } from './client-ways.ts';

// #region web-socket
export const askWebSocket: Ask = (address, asked) => {
  const { entry, counted, over } = asked;
  const socket = new WebSocket(address.replace(/^http/, 'ws'));
  socket.onopen = () => entry.show('open', 'granted');
  socket.onmessage = ({ data }) =>
    counted(JSON.parse(String(data)) as Counts);
  socket.onclose = () =>
    over(entry.state === 'open' ? 'ended' : 'failed');
  return () => socket.close();
};
// #endregion web-socket
