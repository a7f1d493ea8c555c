// What deck and article do alike in a class: hold on to the room's stream, go along with it or not,
// say so, and hand votes, questions and reactions on.
import type { Place, RoomView } from '../classroom/room-view.ts';
import { readCode } from '../classroom/code.ts';
import { act } from './act.ts';
import { beginsDetached } from './attachment.ts';
import { createBar } from './bar.ts';
import { createClassPolls } from './class-polls.ts';
import { pageOf } from './page-of.ts';
import { openRoomStream, type StreamState } from './room-stream.ts';
import { loadStyles } from './styles.ts';
import { forgetClass, keepClass, keptClass, nameInAddress } from './tab.ts';
import { loadWords } from './words.ts';

/** The page as a class sees it. */
export type Surface = {
  /** The slug of its chapter. */
  chapter: string;
  /** Goes to a place of this chapter. Never moves the focus. */
  go(place: Place, view: RoomView): void;
  /** Marks where the presenter is; nothing takes the mark away. */
  mark?(place: Place | undefined): void;
  /** What a place is called, in this page or in one of the same kind. */
  nameOf(place: Place, page: Document): string | undefined;
  /** The page of the same kind for another chapter. */
  addressOf(chapter: string): string;
  /** Whether the class goes on here. */
  here?(isHere: boolean): void;
  /** The reader is on their own from now on, before the page has gone where they want. */
  left?(): void;
};

export type Follower = {
  /** The reader went somewhere by themselves. */
  ownMove: () => void;
};

/** @param typed the code, as the address has it */
export async function followClass(typed: string, surface: Surface): Promise<Follower> {
  const code = readCode(typed) ?? '';
  const kept = keptClass();
  const [words] = await Promise.all([loadWords(), loadStyles()]);
  const bar = createBar({ code: code || typed, words, back: attach, leave, freed: goAlong });
  const polls = createClassPolls({ code, chapter: surface.chapter, words, votes: true });
  let view: RoomView | undefined;
  let isDetached = false;
  let wasAway = false;
  let isLost = false;

  function keep(isLed = false): void {
    keepClass({ code, isDetached, isLed });
  }
  function look(): void {
    void act(`${code}/look`, { isDetached });
  }

  function take(next: RoomView): void {
    const isFirst = !view;
    view = next;
    if (next.isOver) return end(words.over);
    const isThere = next.place.chapter === surface.chapter;
    if (isFirst) arrive(isThere);
    // Back, to a page that the browser had kept: where it leads is the reader's own choice.
    else if (wasAway && !isThere && !isDetached) detach();
    wasAway = false;
    if (polls.show(next.poll)) bar.say('saidPoll', { question: polls.question() });
    bar.show(next);
    surface.mark?.(isThere ? next.place : undefined);
    settle();
  }
  function arrive(isThere: boolean): void {
    const [entry] = performance.getEntriesByType('navigation');
    const isReload = (entry as PerformanceNavigationTiming | undefined)?.type === 'reload';
    isDetached = beginsDetached({ kept, code, isThere, isReload });
    nameInAddress(code);
    keep();
    if (isDetached || kept?.isDetached) look();
  }

  function settle(): void {
    if (isDetached) void showBack();
    else goAlong();
  }
  function goAlong(): void {
    if (!view || isDetached) return;
    bar.attached();
    // Nobody loses a question that they are writing.
    if (bar.isBusy && isElsewhere()) return;
    if (!isElsewhere()) return surface.go(view.place, view);
    keep(true);
    const live = new URLSearchParams({ live: code });
    // No entry for Back: nobody has chosen this page.
    location.replace(`${surface.addressOf(view.place.chapter)}?${live.toString()}`);
  }
  function isElsewhere(): boolean {
    return view?.place.chapter !== surface.chapter;
  }
  /** In the reader's language: from this page, or from that of its chapter. */
  async function nameOf(place: Place): Promise<string | undefined> {
    const page = isElsewhere() ? await pageOf(surface.addressOf(place.chapter)) : document;
    return page && surface.nameOf(place, page)?.trim();
  }
  async function showBack(): Promise<void> {
    const { place } = view!;
    bar.detached();
    const title = await nameOf(place);
    if (isDetached && view?.place === place) bar.detached(title);
  }

  function attach(): void {
    isDetached = false;
    keep();
    look();
    goAlong();
  }
  function detach(): void {
    if (!view || isDetached) return;
    isDetached = true;
    surface.left?.();
    keep();
    look();
    void showBack();
  }

  function stateChanged(state: StreamState): void {
    if (state === 'gone') return end(words.gone);
    if (state === 'waiting') bar.say('saidLost');
    else if (isLost) bar.say('saidBack');
    isLost = state === 'waiting';
    bar.connection(state);
    surface.here?.(!isLost);
    if (state === 'live' && isDetached) look();
  }
  function stop(): void {
    stream?.close();
    polls.release();
    surface.mark?.(undefined);
    surface.here?.(false);
    surface.left?.();
    forgetClass();
    // From here on every move is only a move.
    view = undefined;
  }
  function end(sentence: string): void {
    stop();
    bar.end(sentence);
  }
  function leave(): void {
    stop();
    bar.remove();
  }

  addEventListener('pageshow', ({ persisted }) => (wasAway ||= persisted));
  const stream = code
    ? openRoomStream<RoomView>(`/api/live/${code}`, 'room', { view: take, state: stateChanged })
    : undefined;
  if (!stream) end(words.gone);
  return { ownMove: detach };
}
