// The presenter's half of a class, in the console: begins it, moves it, sees what comes back, ends it.
import type { DeskView, Place, RoomView } from '../../classroom/room-view.ts';
import type { ConsoleDoor } from '../../deck/console-door.ts';
import { act } from '../act.ts';
import { openRoomStream, type RoomStream, type StreamState } from '../room-stream.ts';
import { recallClass, rememberClass, type KeptClass } from './kept-class.ts';
import { showDeskNumbers, showReactions } from './numbers.ts';
import { partsOf, readDeskWords, sentenceFor } from './parts.ts';
import { createPollPanel } from './poll-panel.ts';
import { createQuestionList } from './question-list.ts';
import { createSender } from './sender.ts';
import { createSharePanel, type Shared } from './share-panel.ts';
import { saveSummary, writeSummary } from './summary.ts';
import { takeInvitation } from './invitation.ts';

/** Where this console stands towards its class. */
type Mode =
  /** It moves the class. */
  | 'drives'
  /** Another device does, and this console goes along. */
  | 'led'
  /** The class is in another chapter. */
  | 'elsewhere'
  /** Nothing has been heard of it yet, or there is none. */
  | 'none';

export async function openDesk(door: ConsoleDoor): Promise<void> {
  const root = document.querySelector<HTMLElement>('[data-desk]')!;
  const start = document.querySelector<HTMLButtonElement>('[data-start-class]')!;
  const said = document.querySelector<HTMLElement>('[data-start-said]')!;
  const saveAfter = document.querySelector<HTMLButtonElement>('[data-save-after]')!;
  const [words, part] = [readDeskWords(root), partsOf(root)];
  const share = createSharePanel(part, words, door.chapter);
  const polls = createPollPanel(part, words, door.chapter, () => kept?.code ?? '');
  const questions = createQuestionList(part, words, () => kept?.code ?? '');
  const sender = createSender((place) => act(`${kept?.code}/move`, place), refused);
  let kept: KeptClass | undefined;
  let streams: RoomStream[] = [];
  let mode: Mode = 'none';
  let room: RoomView | undefined;
  let desk: DeskView | undefined;

  const place = (): Place => ({ chapter: door.chapter, ...door.place() });

  function say(sentence: string): void {
    part('desk-said').textContent = sentence;
  }
  function sayStatus(status: number): void {
    say(sentenceFor(status, words));
  }

  async function begin(): Promise<void> {
    start.disabled = true;
    const answer = await act<{ code: string; device: number } & Shared>('', place());
    start.disabled = false;
    said.textContent = answer.ok ? '' : sentenceFor(answer.status, words);
    if (!answer.ok) return;
    const { code, device } = answer.data;
    rememberClass({ code, device });
    saveAfter.hidden = true;
    enter(answer.data);
    part('share').toggleAttribute('open', true);
    part('desk-title').focus();
  }

  /** Goes on with a class that this browser has the key of. */
  function enter(shared: Shared): void {
    kept = recallClass();
    if (!kept) return;
    const { code } = kept;
    share.show(code, shared);
    const state = { state: (state: StreamState) => streamChanged(state) };
    streams = [
      openRoomStream<RoomView>(`/api/live/${code}?role=presenter`, 'room', {
        view: take,
        ...state,
      }),
      openRoomStream<DeskView>(`/api/live/${code}/desk`, 'desk', { view: takeDesk, ...state }),
    ];
    show(true);
    polls.slide(door.slide());
    door.tellClass(code);
  }

  function show(isOpen: boolean): void {
    root.hidden = !isOpen;
    start.hidden = isOpen;
    document.body.toggleAttribute('data-class', isOpen);
  }

  // #region driver
  function take(view: RoomView): void {
    room = view;
    if (view.isOver) return leave(words.isOver);
    const before = mode;
    mode = modeOf(view);
    // Who drives knows where the class is; at first, and
    // after somebody else has driven, it is told.
    if (mode === 'led' || (mode === 'drives' && before !== 'drives')) door.go(view.place);
    part('driver').textContent = mode === 'led' ? words.otherDrives : words.thisDrives;
    part('take-over').hidden = mode !== 'led';
    part('elsewhere').hidden = mode !== 'elsewhere';
    root.dataset['mode'] = mode;
    showReactions(part, words, view);
    polls.room(view);
  }
  // #endregion driver

  function modeOf({ place, driver }: RoomView): Mode {
    if (place.chapter !== door.chapter) return 'elsewhere';
    return driver === kept?.device ? 'drives' : 'led';
  }
  function takeDesk(view: DeskView): void {
    desk = view;
    showDeskNumbers(part, words, view);
    questions(view.questions);
  }

  /** This console, or its projector, has moved. */
  function moved(): void {
    polls.slide(door.slide());
    if (mode === 'drives') sender.send(place());
    if (mode !== 'led') return;
    // What the class does not see, its projector must not show.
    door.go(room!.place);
    say(words.takeOverFirst);
  }
  function refused(status: number): void {
    if (status === 404) return leave(words.isOver);
    sayStatus(status);
  }

  function streamChanged(state: StreamState): void {
    if (state === 'gone') return leave(words.isOver);
    if (state === 'waiting') say(words.lost);
    else if (part('desk-said').textContent === words.lost) say('');
  }

  async function takeOver(): Promise<void> {
    say('');
    const answer = await act(`${kept!.code}/drive`);
    if (!answer.ok) sayStatus(answer.status);
  }
  async function bringHere(): Promise<void> {
    const { code } = kept!;
    if (room?.driver !== kept!.device) await act(`${code}/drive`);
    const answer = await act(`${code}/move`, place());
    if (!answer.ok) sayStatus(answer.status);
    mode = 'drives';
  }
  function goThere(): void {
    const { lang } = document.documentElement;
    location.assign(`/${lang}/slides/${room!.place.chapter}/present/`);
  }

  function save(): void {
    if (!desk || !room) return;
    const { code } = room;
    const summary = { code, chapter: door.chapter, title: door.title, desk };
    saveSummary(writeSummary(summary, words), code);
  }
  async function end(): Promise<void> {
    const answer = await act(`${kept!.code}/end`);
    if (answer.ok || answer.status === 404) leave(words.isOver);
    else sayStatus(answer.status);
  }
  function leave(sentence: string): void {
    if (!kept) return;
    for (const stream of streams) stream.close();
    sender.drop();
    [kept, mode] = [undefined, 'none'];
    rememberClass(undefined);
    door.tellClass(null);
    const hadFocus = root.contains(document.activeElement);
    show(false);
    said.textContent = sentence;
    // Ended by its age, or by another device: what this page has seen of it can still be kept.
    saveAfter.hidden = !desk || desk.polls.length + desk.questions.length === 0;
    if (hadFocus) start.focus();
  }

  const dialog = part<HTMLDialogElement>('end-dialog');
  start.onclick = () => void begin();
  part('take-over').onclick = () => void takeOver();
  part('bring-here').onclick = () => void bringHere();
  part('go-there').onclick = goThere;
  for (const press of [part('save'), part('end-save'), saveAfter]) press.onclick = save;
  part('end-class').onclick = () => dialog.showModal();
  dialog.onclose = () => dialog.returnValue === 'end' && void end();
  door.onChange(moved);
  start.hidden = false;

  const invited = await takeInvitation(words);
  if (typeof invited === 'string') said.textContent = invited;
  const known = recallClass();
  if (!known) return;
  const answer = await act<Shared>(`${known.code}/share`);
  if (!answer.ok && [403, 404].includes(answer.status)) return rememberClass(undefined);
  const own = { origins: [location.origin], isLocalOnly: false };
  enter(answer.ok ? answer.data : own);
  if (invited === true) await takeOver();
}
