// A demo in a class has one pair of hands, the presenter's: what they press, every page presses. The
// server answers all of them with the same bytes (src/server/shared-demos.ts).
import type { DemoPress } from '../../classroom/room-view.ts';
import { act } from '../../live/act.ts';
import { classTurn, onClassTurn, type ClassTurn } from './class-turn.ts';

type Stage = HTMLElement & { start(): Promise<void>; stop(): void; restart(): Promise<void> };

export type Hands = {
  /** Holds the demo's controls, once its client has begun. */
  hold: () => void;
  release: () => void;
};

/** Milliseconds that the room's word on a slide may take; then the demo begins without it. */
const patience = 3000;
/** Milliseconds between two tries to say what was pressed. */
const pause = 1000;
/** The run that a stage has shown last. */
const shown = new WeakMap<HTMLElement, number>();

/**
 * Joins the class's run of a demo.
 * @param run this page's own run in the tap, for the server
 * @param view the demo's, whose `data-reader` is one name for the whole class from now on
 */
export async function takeHands(
  stage: HTMLElement,
  run: string,
  view: HTMLElement,
): Promise<Hands> {
  const leads = classTurn()?.leads ?? false;
  if (leads) await beginTurn(stage, run);
  const turn = classTurn();
  if (!turn) return { hold() {}, release() {} };
  shown.set(stage, turn.run);
  view.dataset['reader'] = `${turn.code.toLowerCase()}${turn.run}`;
  return leads ? presenterHands(stage, view, turn) : followerHands(stage as Stage, view, turn);
}

/** The presenter's page says which run is the class's; one that has been shown begins anew for all. */
async function beginTurn(stage: HTMLElement, run: string): Promise<void> {
  const slide = stage.closest<HTMLElement>('[data-slide]')?.dataset['slide'];
  await turnUntil((turn) => turn.slide === slide);
  const turn = classTurn();
  if (!turn) return;
  const isUsed =
    shown.get(stage) === turn.run || turn.isStopped || turn.first + turn.presses.length > 0;
  if (isUsed) {
    await act(`${turn.code}/restart`, { run: turn.run });
    await turnUntil((next) => next.run > turn.run);
  }
  await act(`${turn.code}/lead`, { run });
}

function turnUntil(isSo: (turn: ClassTurn) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      const turn = classTurn();
      if (!turn || isSo(turn)) end();
    };
    const stop = onClassTurn(look);
    const late = setTimeout(end, patience);
    function end(): void {
      clearTimeout(late);
      stop();
      resolve();
    }
    look();
  });
}

function presenterHands(stage: HTMLElement, view: HTMLElement, turn: ClassTurn): Hands {
  const { code, run } = turn;
  let said = Promise.resolve();
  let number = turn.first + turn.presses.length;
  let isOver = false;

  async function say(press: DemoPress, number: number): Promise<void> {
    while (!isOver) {
      const said = await act(`${code}/press`, { run, number, press });
      const isAway = !said.ok && (said.status === 0 || said.status >= 500);
      if (!isAway) return;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  function note({ type, target, isTrusted }: Event): void {
    // What a demo presses by itself, it presses on every page.
    const isOurs = isTrusted || type === 'change';
    const press = isOurs ? pressOf(view, type, target) : undefined;
    if (!press) return;
    const own = number++;
    said = said.then(() => say(press, own));
  }
  /** Stop is heard before it stops: leaving the slide is none. */
  function noteStop({ target }: Event): void {
    if ((target as Element).closest('[data-start]')) void act(`${code}/stop`, { run });
  }

  return {
    hold() {
      for (const type of ['click', 'change']) view.addEventListener(type, note, true);
      stage.addEventListener('click', noteStop, true);
    },
    release() {
      isOver = true;
      for (const type of ['click', 'change']) view.removeEventListener(type, note, true);
      stage.removeEventListener('click', noteStop, true);
    },
  };
}

/** What waits, in a stage that the class has stopped, for the next run. */
const resting = new WeakMap<Stage, () => void>();

/** Stops with the class, and begins with it again. */
function rest(stage: Stage): void {
  resting.get(stage)?.();
  const wake = onClassTurn(() => {
    const turn = classTurn();
    if (turn && (turn.isStopped || !isOn(stage, turn))) return;
    wake();
    if (turn) void stage.start();
  });
  resting.set(stage, wake);
  stage.stop();
}

const isOn = (stage: Stage, { slide }: ClassTurn): boolean =>
  stage.closest(`[data-slide="${CSS.escape(slide)}"]`) !== null;

function followerHands(stage: Stage, view: HTMLElement, { run }: ClassTurn): Hands {
  let done = 0;

  function follow(): void {
    const turn = classTurn();
    if (turn && !isOn(stage, turn)) return;
    // On their own again, or begun anew for all.
    if (turn?.run !== run) return void stage.restart();
    turn.presses.forEach((press, n) => {
      if (turn.first + n < done) return;
      done = turn.first + n + 1;
      repeat(view, press);
    });
    setDisabled(view, true);
    if (turn.isStopped) rest(stage);
  }
  let stop = (): void => {};

  return {
    hold() {
      stop = onClassTurn(follow);
      follow();
    },
    release: () => stop(),
  };
}

type Control = HTMLButtonElement | HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const controlsOf = (view: HTMLElement) => [
  ...view.querySelectorAll<Control>('button, input, select, textarea'),
];
const isBox = (control: Control): control is HTMLInputElement =>
  control.type === 'checkbox' || control.type === 'radio';

/** What an event in a demo's view was; a field is told by what it holds. */
function pressOf(
  view: HTMLElement,
  type: string,
  target: EventTarget | null,
): DemoPress | undefined {
  const element = target as Element;
  const pressed = (type === 'click' ? element.closest('button') : element) as Control;
  const control = controlsOf(view).indexOf(pressed);
  if (control < 0) return undefined;
  if (type === 'click') return { control };
  return { control, value: isBox(pressed) ? pressed.checked : pressed.value.slice(0, 500) };
}

function repeat(view: HTMLElement, { control, value }: DemoPress): void {
  const found = controlsOf(view)[control];
  if (!found) return;
  setDisabled(view, false);
  if (value === undefined || (isBox(found) && found.checked !== value)) return found.click();
  if (isBox(found)) return;
  found.value = String(value);
  for (const type of ['input', 'change']) found.dispatchEvent(new Event(type, { bubbles: true }));
}

function setDisabled(view: HTMLElement, isDisabled: boolean): void {
  for (const set of view.querySelectorAll('fieldset')) set.disabled = isDisabled;
}
