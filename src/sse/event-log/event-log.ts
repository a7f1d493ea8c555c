// What a channel needs of the place where its events are kept. Three engines keep to it: `memory`,
// `sqlite`, `redis`. Which one is chosen decides what survives: a slow reader, a crash, a process.

/** What is published: an event before it has a number. */
export type NewEvent = {
  /** Any text. Line ends become line feeds on the way, as the format has it. */
  data: string;
  /** The event's type; `message` without one. No NUL, CR or LF. */
  event?: string | undefined;
};

/** An event with its place in the channel. */
export type LoggedEvent = NewEvent & {
  /** Counts a channel's events from 1, without gaps. */
  seq: number;
};

export type LogListener = {
  /** What was added, in order, by this process or by another one. Never empty. */
  onEvents: (events: LoggedEvent[]) => void;
  /** The numbers of before mean nothing any more: `epoch` is a new one. */
  onEpoch: () => void;
};

/** The kept events of one channel. */
export type ChannelLog = {
  /** Names the numbering: letters and digits. A cursor of another epoch cannot be resumed from. */
  readonly epoch: string;
  /** The number of the newest event; 0 while there is none. */
  readonly last: number;
  /** The number of the oldest event that `read` still has; `last + 1` while it has none. */
  readonly oldest: number;
  // #region contract
  /**
   * Adds events, all or none, and resolves with their numbers once they are kept as safely as the
   * engine keeps anything: from then on they count as said. Rejects with a sentence, and then none
   * of them has been added, unless it says that nobody knows: an answer may get lost. Listeners hear
   * of them before it resolves.
   */
  append: (events: NewEvent[]) => Promise<number[]>;
  /** The events after a number, oldest first, at most `limit`; from `oldest` on if that is later. */
  read: (after: number, limit: number) => Promise<LoggedEvent[]>;
  // #endregion contract
  /** @returns what ends the listening */
  listen: (listener: LogListener) => () => void;
};

export type EventLog = {
  /** The same name is the same channel, in every process that shares the log. */
  open: (channel: string) => Promise<ChannelLog>;
  /** Forgets a channel and all that it kept: a room that is over. */
  forget: (channel: string) => Promise<void>;
  /** Lets go of files and connections. What was acknowledged stays. */
  close: () => Promise<void>;
};

/** How much of a channel is kept. What is older goes first. */
export type Bounds = {
  /** Events of a channel. */
  count: number;
  /** Bytes of their text, in UTF-8. */
  bytes: number;
};
