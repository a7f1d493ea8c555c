// The presenter's console: what is on the screen, what comes next, notes, time; it leads the
// projector tab through a channel that only the two of them know.
import { fill } from '../i18n/fill.ts';
import { keepAddress } from './address.ts';
import { joinChannel } from './channel.ts';
import { saveTalk, takeUpTalk } from './console-memory.ts';
import { createJumpList } from './jump-list.ts';
import { actionOf, type Action } from './keys.ts';
import { createNotes } from './notes.ts';
import { belongsToControl } from './ownership.ts';
import { paceOf, planTimes } from './pace.ts';
import { readPlan } from './planned-slides.ts';
import { createWalk } from './position.ts';
import { createProjectorLink } from './projector-link.ts';
import { followSignChoice } from './sign-keys.ts';
import { readSlides, type Slide } from './slides.ts';
import { showStep } from './steps.ts';
import { followThemeChoice } from './theme-choice.ts';
import { createTimer, formatDuration } from './timer.ts';
import { createWakeLock } from './wake-lock.ts';

type Word =
  | 'count'
  | 'step'
  | 'open'
  | 'start'
  | 'pause'
  | 'ahead'
  | 'behind'
  | 'onTime'
  | 'notStarted'
  | 'alone'
  | 'together'
  | 'openProjector'
  | 'showProjector';
type ConsoleAction = Action | 'timer' | 'reset';

async function startConsole(root: HTMLElement): Promise<void> {
  const deck = root.dataset['deck'] ?? '';
  const one = (name: string) => document.querySelector<HTMLElement>(`[data-${name}]`)!;
  const words = JSON.parse(one('words').dataset['words']!) as Record<Word, string>;
  const slides = readSlides(root);
  const walk = createWalk<Slide>(slides);
  const { session, timer: begun } = await takeUpTalk(deck);
  const timer = createTimer(() => Date.now(), begun);
  const times = planTimes(readPlan(slides, root), Number(root.dataset['minutes']));
  const notes = createNotes(document);
  const signs = followSignChoice();
  const jumps = createJumpList(one('jump'), slides, words.open, ({ id }) =>
    walk.go({ id, step: 0 }, 'jump'),
  );
  const link = createProjectorLink(session, () => walk.position);
  let blank = false;

  const button = (name: ConsoleAction) => one(`do=${name}`) as HTMLButtonElement;
  const state = () => ({ ...walk.position, blank });
  const save = () => saveTalk(deck, session, timer.state);

  function renderPlace(): void {
    const { index, step, slide } = walk;
    slides.forEach(({ element }, at) => {
      element.toggleAttribute('data-current', at === index);
      element.toggleAttribute('data-next', at === index + 1);
    });
    showStep(slide.element, step);
    if (slides[index + 1]) showStep(slides[index + 1]!.element, 0);
    const parts = [fill(words.count, { n: index + 1, total: slides.length })];
    if (slide.steps) parts.push(fill(words.step, { n: step, total: slide.steps }));
    one('place').replaceChildren(...parts.map((text) => paragraph(text)));
    one('end').hidden = index + 1 < slides.length;
    button('previous').ariaDisabled = String(walk.isFirst);
    button('next').ariaDisabled = String(walk.isLast);
    notes(slide.id, step);
    jumps(index);
    renderTime();
  }

  function renderTime(): void {
    const elapsed = timer.elapsed();
    setText(one('elapsed'), formatDuration(elapsed));
    setText(button('timer'), timer.running ? words.pause : words.start);
    const clock = new Date().toLocaleTimeString(document.documentElement.lang, {
      hour: '2-digit',
      minute: '2-digit',
    });
    setText(one('clock'), clock);
    const pace = paceOf(times, walk.index, elapsed);
    const sentence = pace > 0 ? words.ahead : pace < 0 ? words.behind : words.onTime;
    const begun = elapsed > 0 || timer.running;
    setText(one('pace'), begun ? fill(sentence, { minutes: Math.abs(pace) }) : words.notStarted);
    one('pace').dataset['pace'] = !begun
      ? ''
      : pace > 0
        ? 'ahead'
        : pace < 0
          ? 'behind'
          : 'on-time';
  }

  function setBlank(on: boolean): void {
    blank = on;
    button('blackout').ariaPressed = String(on);
    root.toggleAttribute('data-blank', on);
  }

  function changeTimer(change: () => void): void {
    change();
    save();
    renderTime();
  }

  const act: Partial<Record<ConsoleAction, () => void>> = {
    next: () => walk.next(),
    previous: () => walk.previous(),
    first: () => walk.first(),
    last: () => walk.last(),
    blackout() {
      setBlank(!blank);
      lead.send(state());
    },
    timer: () => changeTimer(timer.running ? timer.pause : timer.start),
    reset: () => changeTimer(timer.reset),
  };

  function press(event: KeyboardEvent): void {
    const action = actionOf(event, signs());
    if (event.defaultPrevented || !action || !act[action]) return;
    if (belongsToControl(event.composedPath(), event.key, document.body)) return;
    act[action]();
    event.preventDefault();
  }

  keepAddress(walk);
  walk.onMove((cause) => {
    if (timer.elapsed() === 0 && !timer.running) timer.start();
    save();
    renderPlace();
    if (cause !== 'remote') lead.send(state());
  });
  for (const { element } of slides) element.inert = true;
  for (const control of document.querySelectorAll<HTMLElement>('[data-do]'))
    control.onclick = () => act[control.dataset['do'] as ConsoleAction]?.();
  addEventListener('keydown', press);
  followThemeChoice();
  createWakeLock()(true);
  save();
  document.body.dataset['ready'] = '';
  renderPlace();
  setInterval(renderTime, 1000);

  const lead = joinChannel(session, 'console', state, {
    state(state) {
      setBlank(state.blank);
      walk.go(state, 'remote');
    },
    peer(present) {
      one('link').textContent = present ? words.together : words.alone;
      one('link').toggleAttribute('data-together', present);
      link.textContent = present ? words.showProjector : words.openProjector;
    },
  });
}

/** Writes only what is new, so that a live region speaks only then. */
function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

function paragraph(text: string): HTMLElement {
  const span = document.createElement('span');
  span.textContent = text;
  return span;
}

void startConsole(document.querySelector<HTMLElement>('main.console')!);
