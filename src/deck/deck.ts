// The deck in the browser: one slide at a time out of a page that reads well without this script.
import { keepAddress } from './address.ts';
import { createAnnouncer } from './announcer.ts';
import { createBlackout } from './blackout.ts';
import { createDemoSwitch } from './demos.ts';
import { createFullscreen } from './fullscreen.ts';
import { fill } from '../i18n/fill.ts';
import { actionOf, type Action } from './keys.ts';
import type { Lead } from './lead.ts';
import { createOverview } from './overview.ts';
import { belongsToControl } from './ownership.ts';
import { createWalk, type Cause } from './position.ts';
import { joinConsole } from './projector.ts';
import { followSignChoice } from './sign-keys.ts';
import { readSlides, type Slide } from './slides.ts';
import { showStep } from './steps.ts';
import { followThemeChoice } from './theme-choice.ts';
import { createThread } from './thread.ts';
import { followSwipes } from './touch.ts';
import { createWakeLock } from './wake-lock.ts';

function startDeck(deck: HTMLElement): void {
  const chrome = document.querySelector<HTMLElement>('[data-chrome]')!;
  const words = chrome.dataset as Record<'announce' | 'count' | 'open', string>;
  const buttons = [...chrome.querySelectorAll<HTMLButtonElement>('[data-do]')];
  const button = (action: Action) => buttons.find((one) => one.dataset['do'] === action)!;
  const counter = chrome.querySelector('[data-counter]')!;
  const walk = createWalk<Slide>(readSlides(deck));
  const total = walk.slides.length;
  const announce = createAnnouncer(words.announce);
  const thread = createThread(chrome.querySelector('[data-thread]')!, total);
  const demos = createDemoSwitch();
  const signs = followSignChoice();
  const help = document.querySelector<HTMLDialogElement>('[data-help]')!;
  const keepAwake = createWakeLock();
  let lead: Lead | undefined;
  let led = false;

  const state = () => ({ ...walk.position, blank: blackout.on });
  const tell = () => lead?.send(state());
  const blackout = createBlackout(settle, tell);
  const overview = createOverview(deck, walk.slides, words.open, (slide) => {
    walk.go({ id: slide.id, step: 0 }, 'jump');
    leaveOverview();
  });
  const fullscreen = createFullscreen(awake);

  function awake(): void {
    keepAwake(led || !!document.fullscreenElement);
  }

  /** What can be reached: the current slide, all small slides in the overview, nothing behind black. */
  function settle(): void {
    deck.inert = chrome.inert = blackout.on;
    for (const { element } of walk.slides) {
      element.inert = !overview.open && element !== walk.slide.element;
      for (const part of element.children)
        (part as HTMLElement).inert = overview.open && !part.matches('.slide-pick, .slide-head');
    }
    button('overview').ariaPressed = String(overview.open);
  }

  function render(): void {
    for (const { element } of walk.slides)
      element.toggleAttribute('data-current', element === walk.slide.element);
    showStep(walk.slide.element, walk.step);
    thread(walk.index);
    counter.textContent = fill(words.count, { n: walk.index + 1, total });
    button('previous').ariaDisabled = String(walk.isFirst);
    button('next').ariaDisabled = String(walk.isLast);
    settle();
  }

  function enter(): void {
    walk.slide.element.scrollTop = 0;
    announce(walk.index + 1, total, walk.slide.title);
    void demos.enter(walk.slide.element);
  }

  /** Where text is large, what a step brings may lie below the edge. */
  function showNewest(): void {
    walk.slide.element
      .querySelector('[data-newest], [data-lit]')
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  function leaveOverview(): void {
    overview.hide();
    settle();
    walk.slide.heading.focus();
  }

  const act: Record<Action, () => void> = {
    next: () => walk.next(),
    previous: () => walk.previous(),
    first: () => walk.first(),
    last: () => walk.last(),
    overview() {
      if (overview.open) return leaveOverview();
      overview.show(walk.index);
      settle();
    },
    blackout: () => blackout.toggle(),
    fullscreen: () => fullscreen.toggle(),
    help: () => help.showModal(),
  };

  /** A slide taller than the screen scrolls before an arrow leaves it. */
  function scrolled(key: string): boolean {
    const { element } = walk.slide;
    const before = element.scrollTop;
    if (key === 'ArrowDown' || key === 'ArrowUp')
      element.scrollTop += ((key === 'ArrowDown' ? 1 : -1) * element.clientHeight) / 3;
    return element.scrollTop !== before;
  }

  function press(event: KeyboardEvent): void {
    if (event.defaultPrevented) return;
    const path = event.composedPath();
    const action = actionOf(event, signs());
    if (!action || path.some((at) => at instanceof HTMLDialogElement)) return;
    if (blackout.on) {
      // Enter and Space press the black button themselves.
      if (event.key === ' ') return;
      blackout.toggle();
    } else if (overview.open && overview.key(event.key)) {
      // The focus moved among the small slides.
    } else if (belongsToControl(path, event.key, walk.slide.element)) {
      return;
    } else if (overview.open || !scrolled(event.key)) {
      const before = walk.slide;
      act[action]();
      if (before !== walk.slide) walk.slide.heading.focus({ preventScroll: true });
    }
    event.preventDefault();
  }

  keepAddress(walk);
  walk.onMove((cause: Cause, from) => {
    if (from !== walk.slide) demos.leave(from.element);
    render();
    if (from !== walk.slide) enter();
    else showNewest();
    if (cause !== 'remote') tell();
  });
  for (const { heading } of walk.slides) heading.tabIndex = -1;
  for (const one of buttons) one.onclick = () => act[one.dataset['do'] as Action]();
  button('fullscreen').hidden = !fullscreen.possible;
  followSwipes(deck, (forward) => !overview.open && (forward ? walk.next() : walk.previous()));
  followThemeChoice();
  addEventListener('keydown', press);
  document.body.dataset['ready'] = '';
  render();
  enter();

  void joinConsole(deck.dataset['deck'] ?? '', state, {
    state(state) {
      walk.go(state, 'remote');
      blackout.show(state.blank);
    },
    peer(present) {
      led = present;
      awake();
    },
  }).then((joined) => (lead = joined));
}

startDeck(document.querySelector<HTMLElement>('main.deck')!);
