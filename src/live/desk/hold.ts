// A class in the presenter's hands: its two streams, and who moves whom. While this device drives,
// the class goes where the console goes; while another one does, the console goes along.
import type { DeskView, RoomView } from '../../classroom/room-view.ts';
import { act } from '../act.ts';
import { openRoomStream, type RoomStream } from '../room-stream.ts';
import type { Held } from './kept-class.ts';
import { createSender } from './sender.ts';
import type { Talk } from './talk.ts';

/** How a class ended for this console. */
export type Ending = 'over' | 'forbidden';

export type ClassState = {
  held: Held;
  /** Undefined until the first event. */
  room: RoomView | undefined;
  desk: DeskView | undefined;
  isLost: boolean;
  drives: boolean;
  /** The class is in the console's chapter. */
  isHere: boolean;
};

type Heard = {
  /** Something is new. */
  state(state: ClassState): void;
  ended(how: Ending, state: ClassState): void;
  refused: (status: number) => void;
};

export type HeldClass = ReturnType<typeof holdClass>;

/** @param hasMoved whether the talk went on before this console knew of the class */
export function holdClass(talk: Talk, held: Held, heard: Heard, hasMoved = false) {
  const { code } = held;
  const sender = createSender((place) => act(`${code}/move`, place), heard.refused);
  let room: RoomView | undefined;
  let desk: DeskView | undefined;
  let isLost = false;
  let isFollowing = false;
  let isBringing = false;
  let isEnded = false;

  const drives = () => !room || room.driver === held.device;
  const isHere = () => !room || room.place.chapter === talk.chapter;
  const state = (): ClassState => ({
    ...{ held, room, desk, isLost },
    drives: drives(),
    isHere: isHere(),
  });
  const tell = () => !isEnded && heard.state(state());

  function hear(view: RoomView): void {
    const isFirst = !room;
    room = view;
    sender.seen(view.place);
    if (view.isOver) return void end('over');
    if (isHere()) {
      isBringing = false;
      goAlong(view, isFirst);
    }
    tell();
  }
  function goAlong({ place }: RoomView, isFirst: boolean): void {
    if (!drives()) sender.drop();
    if (isFirst && hasMoved && drives()) return sender.offer(talk.place());
    // Also while this one drives: the same browser may have a console open in another tab.
    if (!sender.isSettled) return;
    isFollowing = true;
    talk.follow(place);
    isFollowing = false;
  }
  function moved(): void {
    if (isFollowing) return;
    hasMoved = true;
    if (room && drives() && (isHere() || isBringing)) sender.offer(talk.place());
    tell();
  }
  async function takeOver(): Promise<boolean> {
    const answer = await act(`${code}/drive`, { device: held.device });
    if (!answer.ok) heard.refused(answer.status);
    // The room says so, too, a moment later: the next key press may come sooner.
    else if (room) room = { ...room, driver: held.device };
    tell();
    return answer.ok;
  }
  async function bring(): Promise<void> {
    if (!drives() && !(await takeOver())) return;
    isBringing = true;
    sender.offer(talk.place());
  }

  function listen(): RoomStream[] {
    return [
      openRoomStream<RoomView>(`/api/live/${code}?role=presenter`, 'room', {
        view: hear,
        state(now) {
          if (now === 'gone') return void end('over');
          isLost = now === 'waiting';
          if (now === 'live') sender.sendAgain();
          tell();
        },
      }),
      openRoomStream<DeskView>(`/api/live/${code}/desk`, 'desk', {
        view(view) {
          desk = view;
          tell();
        },
        state: (now) => void (now === 'gone' && endOfDesk()),
      }),
    ];
  }
  /** Without the key there is no desk, though there is a class. */
  async function endOfDesk(): Promise<void> {
    const answer = await act(`${code}/share`);
    end(!answer.ok && answer.status === 403 ? 'forbidden' : 'over');
  }
  function end(how: Ending): void {
    if (isEnded) return;
    isEnded = true;
    sender.drop();
    for (const stream of streams) stream.close();
    heard.ended(how, state());
  }

  const streams = listen();
  return {
    code,
    /** Whether this console may move: a class that is here, and driven by another device, holds it. */
    mayLead: () => isEnded || drives() || !isHere(),
    /** The console or its projector moved. */
    moved,
    takeOver,
    bring,
    /** Another tab of this browser has become another device. */
    become(device: number): void {
      held.device = device;
      tell();
    },
    end,
  };
}
