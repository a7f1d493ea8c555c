// What travels from a room to its class and to its presenter's desk. Each event carries all of it:
// the newest one is the snapshot for who comes late, and who was away needs no other.

// #region place
/** Ids, no indexes: they are the same in every language. */
export type Place = {
  /** The chapter's slug. */
  chapter: string;
  /** The slide's id. */
  id: string;
  step: number;
  /** The screen is black. */
  blank: boolean;
  /** Its heading in the article; empty for the title. */
  section: string;
};
// #endregion place

/** What the presenter did to a control of the demo on the slide. */
export type DemoPress = {
  /** Which one of the demo's controls, in the order of the page. */
  control: number;
  /** What a field holds since then; a button has none. */
  value?: string | boolean | undefined;
};

/** The demo on the slide: the presenter's hands are on it, and every page does what they do. */
export type Turn = {
  /** Which one of the class's slides this is, or of the slide's runs: nothing of another is meant. */
  run: number;
  /** The number of the first of these presses. */
  first: number;
  presses: DemoPress[];
  /** The presenter has stopped it: on every page it rests until the next run. */
  isStopped: boolean;
};

export const reactionKinds = ['clap', 'heart', 'laugh', 'puzzled'] as const;
export type Reaction = (typeof reactionKinds)[number];

export type PollView = {
  chapter: string;
  /** The id of its `:::poll`. */
  id: string;
  isOpen: boolean;
  /** For each option, in the order of the page. */
  votes: number[];
};

export type QuestionView = {
  id: string;
  text: string;
  /** As typed; empty without one. */
  name: string;
  upvotes: number;
};

/** The data of a `room` event: what everybody sees. */
export type RoomView = {
  code: string;
  place: Place;
  turn: Turn;
  /** The one that was opened last. */
  poll?: PollView | undefined;
  /** Since the slide began. */
  reactions: Record<Reaction, number>;
  /** Those that the presenter shows, most wanted first. */
  questions: QuestionView[];
  /** The number of the presenter's device that drives. */
  driver: number;
  /** The class is over: nothing comes after this. */
  isOver: boolean;
};

export type QuestionState = 'waiting' | 'shown' | 'answered' | 'hidden';

/** The data of a `desk` event: what only the presenter sees. */
export type DeskView = {
  audience: {
    /** Everybody who is connected. */
    here: number;
    /** Those of them who look at something else. */
    detached: number;
    /** Those of them whose connection has not taken the newest event. */
    behind: number;
  };
  /** Those who said so during the last minutes. */
  pace: { fast: number; slow: number };
  questions: (QuestionView & { state: QuestionState })[];
  /** All of the class, in the order in which they were opened. */
  polls: PollView[];
  /** How many devices hold a key to the desk. */
  devices: number;
};
