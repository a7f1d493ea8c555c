/** One way for a message to travel, and how to tell it on the wire. */
export type Carrier = {
  name: 'http1' | 'http2' | 'socket' | 'up';
  /** Below the demo, as on the wire. */
  path: string;
  from: 'browser' | 'server';
};

export type Connections = {
  carriers: Carrier[];
  /** Resolves with a message, once all connections have brought it. */
  all: () => Promise<string>;
  /** Sends over the WebSocket. */
  send: (message: string) => void;
  close: () => void;
};

export type Urls = { http1: string; http2: string };

export type Wire = {
  /** Bytes of messages since the last `begin`. */
  messages: (carrier: Carrier) => number;
  /** Bytes of both heads. */
  heads: (carrier: Carrier) => number;
  /** Whether a request for this path was carried. */
  has: (path: string) => boolean;
  /** From now on messages are counted anew. */
  begin: () => void;
  /** Resolves once the wire has carried what makes this true. */
  until: (isSo: () => boolean) => Promise<void>;
};
