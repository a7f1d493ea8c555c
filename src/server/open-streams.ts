// What the demos hold open: responses, and WebSockets in the place of one.
import type { ServerResponse } from 'node:http';
import type { Ending } from './demo-socket.ts';

export type OpenStreams = {
  /** Follows a stream until its response, or the socket in its place, closes. */
  add: (slug: string, res: ServerResponse, end: (why: Ending) => void) => void;
  endDemo: (slug: string) => void;
  endAll: () => void;
};

export function createOpenStreams(): OpenStreams {
  const open = new Map<ServerResponse, { slug: string; end: (why: Ending) => void }>();
  return {
    add(slug, res, end) {
      open.set(res, { slug, end });
      res.once('close', () => open.delete(res));
    },
    endDemo(slug) {
      for (const one of open.values()) if (one.slug === slug) one.end('edited');
    },
    endAll() {
      for (const { end } of open.values()) end('shutdown');
    },
  };
}
