import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { broken } from './server-broken.ts';

/** A reader's WebSocket, and the socket under it. */
export type Open = { one: WebSocket; socket: Duplex };

/** Bytes that a message may have, and codes that may be given. */
const sizes = [0, 5, 125, 126, 65_535, 65_536];
const codes = [1000, 1001, 1011, 4000];

/** What can be asked of the server, each with one value. */
export const acts: Record<
  string,
  (open: Open, value: string) => boolean
> = {
  send({ one }, size) {
    if (!sizes.includes(Number(size))) return false;
    one.send('x'.repeat(Number(size)));
    return true;
  },
  ping({ one }) {
    one.ping('Are you there?');
    return true;
  },
  // #region pieces
  pieces({ one }) {
    one.send('One message ', { fin: false });
    one.send('in three ', { fin: false });
    one.send('frames.', { fin: true });
    return true;
  },
  // #endregion pieces
  close({ one }, code) {
    if (!codes.includes(Number(code))) return false;
    one.close(Number(code), 'You asked for it.');
    return true;
  },
  break({ socket }, what) {
    const bytes = broken[what];
    if (!bytes) return false;
    // Past ws, which would never send such a thing.
    socket.write(bytes);
    return true;
  },
};
