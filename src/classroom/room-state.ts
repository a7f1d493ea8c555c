// A room's state is what its facts make of it, in their order. Every process of the course reads the
// same facts, so that all of them come to the same state; and so does a process that starts anew.
import {
  reactionKinds,
  type DemoPress,
  type DeskView,
  type Place,
  type PollView,
  type QuestionState,
  type QuestionView,
  type Reaction,
  type RoomView,
  type Turn,
} from './room-view.ts';

/** What happened. Each may be heard twice (an answer of Redis may get lost) and then says no more. */
export type Fact =
  | { kind: 'moved'; place: Place }
  | { kind: 'pressed'; run: number; number: number; press: DemoPress }
  | { kind: 'stopped' | 'restarted'; run: number }
  | { kind: 'invited'; ticket: string; until: number }
  | { kind: 'equipped'; key: string; ticket: string }
  | { kind: 'drives'; device: number }
  | { kind: 'poll'; chapter: string; id: string; options: number; isOpen: boolean }
  | { kind: 'voted'; seat: string; chapter: string; id: string; choice: number }
  | { kind: 'reacted'; counts: Partial<Record<Reaction, number>> }
  | { kind: 'pace'; seat: string; pace: Pace; at: number }
  | { kind: 'asked'; seat: string; id: string; text: string; name: string }
  | { kind: 'upvoted'; seat: string; id: string; on: boolean }
  | { kind: 'moderated'; id: string; state: QuestionState }
  | { kind: 'looked'; seat: string; isDetached: boolean }
  | { kind: 'over' };

export type Pace = 'fast' | 'slow' | 'good';

type Poll = {
  chapter: string;
  id: string;
  options: number;
  isOpen: boolean;
  /** By seat: a second vote replaces the first. */
  votes: Record<string, number>;
};

type Question = {
  id: string;
  seat: string;
  text: string;
  name: string;
  state: QuestionState;
  upvoters: string[];
};

/** Plain data: it is kept as JSON. */
export type RoomState = {
  place: Place;
  turn: Turn;
  /** The presenter's devices, the first has number 1: SHA-256 of their keys. */
  devices: string[];
  driver: number;
  /** SHA-256 of the tickets with which another device may become one, and until when. */
  tickets: Record<string, number>;
  polls: Poll[];
  reactions: Record<Reaction, number>;
  pace: Record<string, { pace: 'fast' | 'slow'; at: number }>;
  questions: Question[];
  detached: Record<string, true>;
  isOver: boolean;
};

/** What a room may hold; more is refused with a sentence. */
export const mostOf = {
  /** Seats whose votes, pace and whereabouts are remembered. */
  seats: 3000,
  questions: 200,
  polls: 50,
  devices: 10,
  /** Presses that are remembered for who comes late. */
  presses: 60,
  tickets: 10,
  /** Questions that the class sees at once. */
  shown: 20,
} as const;

/** Milliseconds for which somebody's "too fast" counts. */
const paceLasts = 3 * 60_000;

export function createRoomState(place: Place, key: string): RoomState {
  return {
    place,
    turn: nextTurn(),
    devices: [key],
    driver: 1,
    tickets: {},
    polls: [],
    reactions: noReactions(),
    pace: {},
    questions: [],
    detached: {},
    isOver: false,
  };
}

function noReactions(): Record<Reaction, number> {
  return { clap: 0, heart: 0, laugh: 0, puzzled: 0 };
}

function nextTurn(before?: Turn): Turn {
  return { run: (before?.run ?? 0) + 1, first: 0, presses: [], isStopped: false };
}

type Take = {
  [Kind in Fact['kind']]: (state: RoomState, fact: Extract<Fact, { kind: Kind }>) => void;
};

const take: Take = {
  moved(state, { place }) {
    const isNew = place.id !== state.place.id;
    if (isNew || place.chapter !== state.place.chapter) {
      state.reactions = noReactions();
      state.turn = nextTurn(state.turn);
    }
    state.place = place;
  },
  // #region pressed
  pressed({ turn }, { press, ...at }) {
    if (!isNext(turn, at)) return;
    turn.presses.push(press);
    if (turn.presses.length <= mostOf.presses) return;
    turn.presses.shift();
    turn.first += 1;
  },
  // #endregion pressed
  stopped({ turn }, { run }) {
    if (run === turn.run) turn.isStopped = true;
  },
  restarted(state, { run }) {
    if (run === state.turn.run) state.turn = nextTurn(state.turn);
  },
  // #region voted
  voted(state, { seat, chapter, id, choice }) {
    const poll = findPoll(state, chapter, id);
    // Closed in the meantime: all processes agree on that.
    if (!poll?.isOpen || choice >= poll.options) return;
    // The second vote of a seat takes the first one's place.
    if (hasRoom(poll.votes, seat)) poll.votes[seat] = choice;
  },
  // #endregion voted
  invited(state, { ticket, until }) {
    state.tickets[ticket] = until;
    const [oldest] = Object.keys(state.tickets);
    if (Object.keys(state.tickets).length > mostOf.tickets) delete state.tickets[oldest!];
  },
  equipped(state, { key, ticket }) {
    if (state.devices.includes(key) || state.devices.length >= mostOf.devices) return;
    if (!(ticket in state.tickets)) return;
    delete state.tickets[ticket];
    state.devices.push(key);
  },
  drives(state, { device }) {
    state.driver = device;
  },
  poll(state, { chapter, id, options, isOpen }) {
    const known = findPoll(state, chapter, id);
    for (const other of state.polls) if (other !== known && isOpen) other.isOpen = false;
    if (known) known.isOpen = isOpen;
    else if (isOpen && state.polls.length < mostOf.polls)
      state.polls.push({ chapter, id, options, isOpen, votes: {} });
    if (known && isOpen) state.polls = [...state.polls.filter((other) => other !== known), known];
  },
  reacted(state, { counts }) {
    for (const kind of reactionKinds) state.reactions[kind] += counts[kind] ?? 0;
  },
  pace(state, { seat, pace, at }) {
    if (pace === 'good') delete state.pace[seat];
    else if (hasRoom(state.pace, seat)) state.pace[seat] = { pace, at };
  },
  asked(state, { id, seat, text, name }) {
    if (state.questions.some((one) => one.id === id)) return;
    if (state.questions.length >= mostOf.questions) return;
    state.questions.push({ id, seat, text, name, state: 'waiting', upvoters: [] });
  },
  upvoted(state, { seat, id, on }) {
    const question = state.questions.find((one) => one.id === id);
    if (!question || question.seat === seat) return;
    question.upvoters = question.upvoters.filter((one) => one !== seat);
    if (on && question.upvoters.length < mostOf.seats) question.upvoters.push(seat);
  },
  moderated(state, { id, state: to }) {
    const question = state.questions.find((one) => one.id === id);
    if (question) question.state = to;
  },
  looked(state, { seat, isDetached }) {
    if (!isDetached) delete state.detached[seat];
    else if (hasRoom(state.detached, seat)) state.detached[seat] = true;
  },
  over(state) {
    state.isOver = true;
  },
};

/** Changes the state by what happened. */
export function fold(state: RoomState, fact: Fact): void {
  (take[fact.kind] as (state: RoomState, fact: Fact) => void)(state, fact);
}

function hasRoom(seats: Record<string, unknown>, seat: string): boolean {
  return seat in seats || Object.keys(seats).length < mostOf.seats;
}

/** Whether a press of that number is the one that follows those of a turn. */
export function isNext(
  { run, first, presses }: Turn,
  at: { run: number; number: number },
): boolean {
  return at.run === run && at.number === first + presses.length;
}

export function findPoll(state: RoomState, chapter: string, id: string): Poll | undefined {
  return state.polls.find((poll) => poll.chapter === chapter && poll.id === id);
}

/** What the class sees. */
export function toRoomView(code: string, state: RoomState): RoomView {
  const { place, turn, reactions, driver, isOver, polls } = state;
  const newest = polls.at(-1);
  const questions = state.questions
    .filter((question) => question.state === 'shown')
    .map(toQuestionView)
    .sort((a, b) => b.upvotes - a.upvotes)
    .slice(0, mostOf.shown);
  const poll = newest && toPollView(newest);
  return { code, place, turn, poll, reactions, questions, driver, isOver };
}

/** What the presenter sees. @param now milliseconds since 1970 */
export function toDeskView(
  state: RoomState,
  audience: DeskView['audience'],
  now: number,
): DeskView {
  const paces = Object.values(state.pace).filter(({ at }) => now - at < paceLasts);
  const fast = paces.filter(({ pace }) => pace === 'fast').length;
  return {
    audience,
    pace: { fast, slow: paces.length - fast },
    questions: state.questions
      .map((question) => ({ ...toQuestionView(question), state: question.state }))
      .sort((a, b) => b.upvotes - a.upvotes),
    polls: state.polls.map(toPollView),
    devices: state.devices.length,
  };
}

function toPollView({ chapter, id, options, isOpen, votes }: Poll): PollView {
  const counts = Array.from({ length: options }, () => 0);
  for (const choice of Object.values(votes)) counts[choice]! += 1;
  return { chapter, id, isOpen, votes: counts };
}

function toQuestionView({ id, text, name, upvoters }: Question): QuestionView {
  return { id, text, name, upvotes: upvoters.length };
}
