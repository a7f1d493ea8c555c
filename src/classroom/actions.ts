// What one may do in a room: who may, with what, and what comes of it.
import { z } from 'zod';
import { createKey, hashKey } from './keys.ts';
import { toPlainText } from './plain-text.ts';
import { findPoll, isNext, mostOf, type Fact } from './room-state.ts';
import { reactionKinds } from './room-view.ts';
import type { Room } from './room.ts';

export type Outcome =
  | {
      status: 200;
      body?: object;
      /** A key to the desk, for the device that asked. */
      key?: string;
    }
  | { status: 400 | 403 | 404 | 409 | 503; error: string };

/** Who asks: a presenter's device by its number, or 0; a member of the class by its seat. */
export type Actor = { device: number; seat: string };

export type Action = {
  by: 'presenter' | 'class' | 'anybody';
  /** Bytes of the body, where it is not a small one. */
  most?: number;
  take: (body: unknown, room: Room, actor: Actor) => Promise<Outcome>;
};

/** Milliseconds for which a ticket is good. */
const ticketLasts = 10 * 60_000;

const id = z.string().regex(/^[\p{L}\p{N}_-]{1,120}$/u);
const chapter = z.string().regex(/^[a-z0-9-]{1,80}$/);
const key = z.string().regex(/^[\w-]{8,64}$/);
const place = z.strictObject({
  chapter,
  id,
  step: z.int().min(0).max(999),
  blank: z.boolean(),
  section: id.or(z.literal('')),
});

/** Where a class begins; undefined for what is no place. */
export function readPlace(body: unknown): z.infer<typeof place> | undefined {
  return place.safeParse(body).data;
}

const done: Outcome = { status: 200 };
const notDriving: Outcome = {
  status: 409,
  error: 'Another device drives this class. Take over first.',
};
const outOfTurn: Outcome = {
  status: 409,
  error: 'The demo has gone on meanwhile: another page of yours runs it, or it began anew.',
};
const closed: Outcome = { status: 409, error: 'This poll is not open.' };
const noQuestion: Outcome = { status: 404, error: 'There is no such question here.' };
const badTicket: Outcome = {
  status: 403,
  error: 'This invitation has been used, or is too old. Ask the console for another one.',
};
const full: Outcome = { status: 503, error: 'This class has as many of these as it may.' };

export const actions: Record<string, Action> = {
  // #region move
  move: action('presenter', place, (place, room, { device }) =>
    room.state.driver === device ? tell(room, { kind: 'moved', place }) : notDriving,
  ),
  // #endregion move
  press: action(
    'presenter',
    z.strictObject({
      run: z.int(),
      number: z.int(),
      press: z.strictObject({
        control: z.int().min(0).max(999),
        value: z.union([z.boolean(), z.string().max(500)]).optional(),
      }),
    }),
    (pressed, room) =>
      isNext(room.state.turn, pressed) ? tell(room, { kind: 'pressed', ...pressed }) : outOfTurn,
  ),
  stop: action('presenter', z.object({ run: z.int() }), ({ run }, room) =>
    tell(room, { kind: 'stopped', run }),
  ),
  restart: action('presenter', z.object({ run: z.int() }), ({ run }, room) =>
    tell(room, { kind: 'restarted', run }),
  ),
  drive: action('presenter', z.object({}), (_, room, { device }) =>
    tell(room, { kind: 'drives', device }),
  ),
  invite: action('presenter', z.object({}), async (_, room) => {
    if (room.state.devices.length >= mostOf.devices) return full;
    const ticket = createKey();
    await room.tell({ kind: 'invited', ticket: hashKey(ticket), until: Date.now() + ticketLasts });
    return { status: 200, body: { ticket } };
  }),
  equip: action('anybody', z.object({ ticket: key }), async (body, room) => {
    const ticket = hashKey(body.ticket);
    if (!((room.state.tickets[ticket] ?? 0) > Date.now())) return badTicket;
    const key = createKey();
    const hash = hashKey(key);
    await room.tell({ kind: 'equipped', key: hash, ticket });
    // Somebody else was faster with the same ticket.
    const device = room.state.devices.indexOf(hash) + 1;
    return device > 0 ? { status: 200, body: { device }, key } : badTicket;
  }),
  poll: action(
    'presenter',
    z.object({ chapter, id, options: z.int().min(2).max(12), isOpen: z.boolean() }),
    (poll, room) => {
      const isNew = !findPoll(room.state, poll.chapter, poll.id);
      if (isNew && room.state.polls.length >= mostOf.polls) return full;
      return tell(room, { kind: 'poll', ...poll });
    },
  ),
  moderate: action(
    'presenter',
    z.object({ question: key, state: z.enum(['waiting', 'shown', 'answered', 'hidden']) }),
    ({ question, state }, room) =>
      findQuestion(room, question)
        ? tell(room, { kind: 'moderated', id: question, state })
        : noQuestion,
  ),
  vote: action(
    'class',
    z.object({ chapter, id, choice: z.int().min(0).max(11) }),
    ({ chapter, id, choice }, room, { seat }) => {
      const poll = findPoll(room.state, chapter, id);
      if (!poll?.isOpen || choice >= poll.options) return closed;
      return tell(room, { kind: 'voted', seat, chapter, id, choice });
    },
  ),
  react: action('class', z.object({ counts: reactionCounts() }), ({ counts }, room) => {
    room.react(counts);
    return done;
  }),
  pace: action(
    'class',
    z.object({ pace: z.enum(['fast', 'slow', 'good']) }),
    ({ pace }, room, { seat }) => tell(room, { kind: 'pace', seat, pace, at: Date.now() }),
  ),
  ask: {
    ...action(
      'class',
      z.object({ id: key, text: text(1, 280), name: text(0, 40) }),
      ({ id, text, name }, room, { seat }) => {
        if (room.state.questions.length >= mostOf.questions) return full;
        return tell(room, { kind: 'asked', seat, id, text, name });
      },
    ),
    most: 4096,
  },
  upvote: action('class', z.object({ id: key, on: z.boolean() }), ({ id, on }, room, { seat }) =>
    findQuestion(room, id) ? tell(room, { kind: 'upvoted', seat, id, on }) : noQuestion,
  ),
  look: action('class', z.object({ isDetached: z.boolean() }), ({ isDetached }, room, { seat }) =>
    tell(room, { kind: 'looked', seat, isDetached }),
  ),
};

function action<Shape extends z.ZodType>(
  by: Action['by'],
  shape: Shape,
  act: (body: z.infer<Shape>, room: Room, actor: Actor) => Outcome | Promise<Outcome>,
): Action {
  return {
    by,
    async take(body, room, actor) {
      const read = shape.safeParse(body);
      if (read.success) return act(read.data, room, actor);
      return { status: 400, error: `This does not fit. ${z.prettifyError(read.error)}` };
    },
  };
}

async function tell(room: Room, fact: Fact): Promise<Outcome> {
  await room.tell(fact);
  return done;
}

function findQuestion({ state }: Room, id: string) {
  return state.questions.find((question) => question.id === id);
}

/** At most ten in one request: somebody's taps of a moment. */
function reactionCounts() {
  const count = z.int().min(0).max(10);
  return z
    .partialRecord(z.enum(reactionKinds), count)
    .refine((counts) => Object.values(counts).reduce((sum, one) => sum + one, 0) <= 10);
}

/** Counted in characters as people count them nearly, after what nobody sees is gone. */
function text(least: number, most: number) {
  return z
    .string()
    .transform(toPlainText)
    .refine((plain) => {
      const { length } = [...plain];
      return length >= least && length <= most;
    });
}
