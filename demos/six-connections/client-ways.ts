import type { Entry, Kind } from './client-entry.ts';
import { askFetch, askImage } from './client-ordinary.ts';
import { askStream } from './client-stream.ts';
import { askWebSocket } from './client-web-socket.ts';
import type { Values } from './client-words.ts';

export type Counts = {
  streams: number;
  webSockets: number;
};
export type Asked = {
  entry: Entry;
  /** What the server counts, as it tells of each change. */
  counted: (this: void, counts: Counts) => void;
  /** The same, from an answer to one question. */
  answered: (this: void, counts: Counts) => void;
  /** It waits no longer, and holds nothing. */
  over: (word: string, values?: Values) => void;
};
/** Asks for an address. Returns what gives it up. */
export type Ask = (address: string, asked: Asked) => () => void;

export const ways: Record<Kind, { path: string; begin: Ask }> = {
  stream: { path: 'events', begin: askStream },
  fetch: { path: 'count', begin: askFetch },
  image: { path: 'image', begin: askImage },
  webSocket: { path: 'ws', begin: askWebSocket },
};
