import { backoff } from './client-backoff.ts';
import type { Hears, Message } from './client-types.ts';
import { watch } from './client-watchdog.ts';

/** A WebSocket that comes back, and goes on where it was. */
export function lastingSocket(address: string, hears: Hears) {
  let last = '';
  let attempt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let leave = (): void => {};

  // #region connect
  function connect(): void {
    hears.state('connecting');
    const socket = new WebSocket(`${address}&after=${last}`);
    const dog = watch(5000, lose);
    const opened = Date.now();
    // #endregion connect
    // #region hear
    socket.onopen = () => hears.state('open');
    socket.onmessage = ({ data }) => {
      dog.heard();
      // Only a connection that has lasted is a reason for hope.
      if (Date.now() - opened > 5000) attempt = 0;
      take(JSON.parse(String(data)) as Message);
    };
    socket.onclose = ({ code }) => lose(code);
    // #endregion hear
    // #region leave
    leave = () => {
      dog.stop();
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    };
    // #endregion leave
  }

  // #region take
  function take(message: Message): void {
    if (message.beat) return;
    last = message.id ?? '';
    hears.take(message);
  }
  // #endregion take
  // #region lose
  function lose(code = 0): void {
    leave();
    // These say: do not come back.
    const isFinal = code === 1008 || code >= 4000;
    if (isFinal) return hears.state('over');
    hears.state('waits');
    timer = setTimeout(connect, backoff(attempt++));
  }
  // #endregion lose
  connect();
  return (): void => {
    clearTimeout(timer);
    leave();
  };
}
