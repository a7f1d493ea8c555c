// What the demo's own WebSocket goes through, told to the stage.
import { observeConstructor } from './observed-constructor.ts';

export type SocketWatcher = {
  onConnecting: (socket: WebSocket) => void;
  onOpen: (socket: WebSocket) => void;
  /** It is over, and not by the demo's code. A WebSocket never tries again. */
  onClosed: (socket: WebSocket, event: CloseEvent) => void;
  /** The demo's code has asked for its end. */
  onLeft: (socket: WebSocket) => void;
  /** A message is about to reach the demo's listeners. */
  onMessage: (socket: WebSocket, event: MessageEvent) => void;
};

const { observed, watch } = observeConstructor(globalThis.WebSocket, socketAddress);

/**
 * Watches every WebSocket whose address begins with one of `bases`, until the returned function is called.
 * @param bases with `http:` or `ws:`, which the constructor takes alike
 */
export function watchWebSockets(bases: string[], watcher: SocketWatcher): () => void {
  globalThis.WebSocket = observed as typeof WebSocket;
  const addresses = bases.map((base) => socketAddress(new URL(base)));
  return watch(addresses, { made: (socket) => listenTo(socket, watcher) });
}

/** https://websockets.spec.whatwg.org/#dom-websocket-websocket */
function socketAddress({ href }: URL): string {
  return href.replace(/^http/, 'ws');
}

function listenTo(socket: WebSocket, watcher: SocketWatcher): void {
  let isLeft = false;
  const close = socket.close.bind(socket);
  socket.close = (...args) => {
    // What it refuses to do (a code that is not a page's to send) leaves it as it was.
    close(...args);
    if (isLeft) return;
    isLeft = true;
    watcher.onLeft(socket);
  };
  socket.addEventListener('open', () => watcher.onOpen(socket));
  socket.addEventListener('message', (event) => watcher.onMessage(socket, event));
  socket.addEventListener('close', (event) => {
    if (!isLeft) watcher.onClosed(socket, event);
  });
  watcher.onConnecting(socket);
}
