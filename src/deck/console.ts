// The presenter's console: what is on the screen, what comes next, notes, time; it leads the
// projector tab through a channel that only the two of them know, and a class, if there is one.
import type { Place } from '../classroom/room-view.ts';
import { keepAddress } from './address.ts';
import { joinChannel } from './channel.ts';
import { createClassDesk } from './class-desk.ts';
import { takeInvitation } from '../live/desk/kept-class.ts';
import { isSamePlace } from '../live/desk/talk.ts';
import { saveTalk, takeUpTalk } from './console-memory.ts';
import { part, readWords } from './console-words.ts';
import { actionOf, type Action } from './keys.ts';
import type { DeckState } from './lead.ts';
import { belongsToControl } from './ownership.ts';
import { planTimes } from './pace.ts';
import { createPlaceView } from './place-view.ts';
import { readPlan } from './planned-slides.ts';
import { createWalk } from './position.ts';
import { createProjectorLink } from './projector-link.ts';
import { followSignChoice } from './sign-keys.ts';
import { readSlides, type Slide } from './slides.ts';
import { followThemeChoice } from './theme-choice.ts';
import { createTimeView } from './time-view.ts';
import { createTimer } from './timer.ts';
import { createWakeLock } from './wake-lock.ts';

type ConsoleAction = Action | 'timer' | 'reset';
type Acts = Partial<Record<ConsoleAction, () => void>>;

async function startConsole(root: HTMLElement): Promise<void> {
  const deck = root.dataset['deck'] ?? '';
  const words = readWords();
  // Before anything reads the address.
  const invitation = takeInvitation();
  const walk = createWalk<Slide>(readSlides(root), () => desk.mayMove());
  const { session, timer: begun } = await takeUpTalk(deck);
  const timer = createTimer(() => Date.now(), begun);
  const times = planTimes(readPlan(walk.slides, root), Number(root.dataset['minutes']));
  const showPlace = createPlaceView(words, walk);
  const showTime = createTimeView(words, timer, times);
  const projectorLink = createProjectorLink(session, () => walk.position);
  let blank = false;

  const state = () => ({ ...walk.position, blank });
  const place = (): Place => ({
    ...{ chapter: deck, ...state() },
    section: walk.slide.element.dataset['section'] ?? '',
  });
  const save = () => saveTalk(deck, session, timer.state);
  const desk = createClassDesk(
    {
      chapter: deck,
      slides: walk.slides,
      slide: () => walk.slide,
      place,
      follow: goAlong,
      tellProjector: (code) => lead.tellClass(code),
    },
    invitation,
  );

  function render(): void {
    showPlace();
    showTime(walk.index);
  }
  function setBlank(on: boolean): void {
    blank = on;
    part('do=blackout').ariaPressed = String(on);
    root.toggleAttribute('data-blank', on);
  }
  /** Another device drives the class: console and projector go along. */
  function goAlong(there: Place): void {
    const before = place();
    setBlank(there.blank);
    walk.go(there, 'remote');
    if (!isSamePlace(before, place())) lead.send(state());
  }
  /** The projector's own keys count as the console's; it may have been told to keep still. */
  function hearProjector(heard: DeckState): void {
    if (isSamePlace({ ...place(), ...heard }, place())) return;
    if (!desk.mayMove()) return lead.send(state());
    setBlank(heard.blank);
    walk.go(heard, 'remote');
    desk.moved();
  }
  function setProjector(present: boolean): void {
    part('link').textContent = present ? words.together : words.alone;
    part('link').toggleAttribute('data-together', present);
    projectorLink.textContent = present ? words.showProjector : words.openProjector;
  }
  function changeTimer(change: () => void): void {
    change();
    save();
    render();
  }

  const act: Acts = {
    next: () => walk.next(),
    previous: () => walk.previous(),
    first: () => walk.first(),
    last: () => walk.last(),
    blackout() {
      if (!desk.mayMove()) return;
      setBlank(!blank);
      lead.send(state());
      desk.moved();
    },
    timer: () => changeTimer(timer.running ? timer.pause : timer.start),
    reset: () => changeTimer(timer.reset),
  };

  keepAddress(walk);
  walk.onMove((cause) => {
    if (!timer.begun) timer.start();
    save();
    render();
    if (cause !== 'remote') lead.send(state());
    desk.moved();
  });
  for (const { element } of walk.slides) element.inert = true;
  followControls(act);
  followThemeChoice();
  createWakeLock()(true);
  save();
  document.body.dataset['ready'] = '';
  render();
  setInterval(() => showTime(walk.index), 1000);

  const lead = joinChannel(session, 'console', state, {
    state: hearProjector,
    peer: setProjector,
  });
}

function followControls(act: Acts): void {
  const signs = followSignChoice();
  for (const control of document.querySelectorAll<HTMLElement>('[data-do]'))
    control.onclick = () => act[control.dataset['do'] as ConsoleAction]?.();
  addEventListener('keydown', (event) => {
    const action = actionOf(event, signs());
    if (event.defaultPrevented || !action || !act[action]) return;
    if (belongsToControl(event.composedPath(), event.key, document.body)) return;
    act[action]();
    event.preventDefault();
  });
}

void startConsole(document.querySelector<HTMLElement>('main.console')!);
