type Choice = { protocol: string; compress: string };

/** Opens a WebSocket, and logs what its API tells. */
export function openSocket(
  url: string,
  reader: string,
  { protocol, compress }: Choice,
  log: (what: string, text?: string) => void,
): WebSocket {
  const query = `reader=${reader}&compress=${compress}`;
  const address = `${url.replace(/^http/, 'ws')}ws?${query}`;
  // #region open
  const protocols = protocol ? [protocol] : [];
  const socket = new WebSocket(address, protocols);
  socket.onopen = () => log('open', socket.protocol);
  socket.onmessage = ({ data }) => log('message', String(data));
  socket.onerror = () => log('error');
  socket.onclose = ({ code, reason, wasClean }) =>
    log('close', `${code} ${reason} ${wasClean ? '✓' : '✗'}`);
  // #endregion open
  return socket;
}
