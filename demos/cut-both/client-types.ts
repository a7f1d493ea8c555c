export type State = 'connecting' | 'open' | 'waits' | 'over';
/** A message; or word that others are missing; or a sign of life. */
export type Message = {
  id?: string;
  n?: number;
  reset?: true;
  beat?: true;
};

export type Hears = {
  state: (state: State, code?: number) => void;
  take: (message: Message) => void;
};

export type Lane = Hears & {
  /** The line has been cut: from now on the time counts. */
  cut: () => void;
  show: (newest: number) => void;
  /** The highest number that has come. */
  newest: () => number;
};
