import { since } from './client-since.ts';
import type { Probe } from './client-types.ts';

/** A WebSocket, and whether text and bytes come back on it. */
export const webSocket: Probe = (url, signal) =>
  new Promise((resolve, reject) => {
    const began = performance.now();
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}ws`);
    signal.addEventListener('abort', () => socket.close());
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => socket.send('text');
    socket.onclose = () => reject(new Error('closed'));
    socket.onmessage = ({ data }) => {
      if (data === 'text') return socket.send(new Uint8Array([1]));
      socket.onclose = null;
      socket.close();
      resolve({ verdict: 'yes', facts: { ms: since(began) } });
    };
  });
