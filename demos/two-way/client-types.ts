/** What the wire has carried. */
export type Wire = {
  /** Bytes since `begin`: of what was asked for there, from there. */
  bytes: (name: string, from: 'browser' | 'server') => number;
  /** Bytes of messages since `begin`, heads not counted. */
  messages: (name: string) => number;
  connections: (...names: string[]) => number;
  begin: () => void;
  /** Resolves once a request for this path has been carried. */
  until: (path: string) => Promise<void>;
};
