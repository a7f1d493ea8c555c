// How many connections one client may hold: each costs memory before it has asked for anything.
import type { Socket } from 'node:net';
import type { Settings } from '../origins.ts';
import { clientAddress, standsForMany } from './client-address.ts';

export type ConnectionCaps = {
  /** Counts a connection until it closes. Destroys it and returns false when its client holds too many. */
  admit: (socket: Socket) => boolean;
};

/** One count for all origins; a client may hold two connections for each of its streams. */
export function createConnectionCaps(settings: Settings): ConnectionCaps {
  const most = settings.maxStreamsPerClient * 2;
  const open = new Map<string, number>();

  function count(address: string, change: 1 | -1): void {
    const now = (open.get(address) ?? 0) + change;
    if (now > 0) open.set(address, now);
    else open.delete(address);
  }

  return {
    admit(socket) {
      const address = clientAddress(socket);
      if (!standsForMany(address, settings) && (open.get(address) ?? 0) >= most) {
        socket.destroy();
        return false;
      }
      count(address, 1);
      socket.on('close', () => count(address, -1));
      socket.on('error', () => {});
      return true;
    },
  };
}
