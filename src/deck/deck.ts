// The deck in the browser: one slide at a time out of a page that reads well without this script.
import { keepAddress } from './address.ts';
import { createAnnouncer } from './announcer.ts';
import { createBlackout } from './blackout.ts';
import { createChrome } from './chrome.ts';
import { createDemoSwitch } from './demos.ts';
import { openDoor } from './door.ts';
import { createFullscreen } from './fullscreen.ts';
import { routeKeys } from './key-routing.ts';
import type { Action } from './keys.ts';
import type { Follow, Lead } from './lead.ts';
import { createOverview } from './overview.ts';
import { createWalk } from './position.ts';
import { joinConsole } from './projector.ts';
import { limitReach } from './reach.ts';
import { followSignChoice } from './sign-keys.ts';
import { readSlides, type Slide } from './slides.ts';
import { showStep } from './steps.ts';
import { followThemeChoice } from './theme-choice.ts';
import { followSwipes } from './touch.ts';
import { createWakeLock } from './wake-lock.ts';

function startDeck(deck: HTMLElement): void {
  const walk = createWalk<Slide>(readSlides(deck));
  const total = walk.slides.length;
  const chrome = createChrome(total);
  const announce = createAnnouncer(chrome.words.announce);
  const demos = createDemoSwitch();
  const blackout = createBlackout(settle, tell);
  const overview = createOverview(deck, walk.slides, chrome.words.open, pick);
  const fullscreen = createFullscreen(keepAwake);
  const hold = createWakeLock();
  let lead: Lead | undefined;
  let led = false;

  const act: Record<Action, () => void> = {
    next: () => walk.next(),
    previous: () => walk.previous(),
    first: () => walk.first(),
    last: () => walk.last(),
    overview: () => (overview.open ? closeOverview() : openOverview()),
    blackout: () => blackout.toggle(),
    fullscreen: () => fullscreen.toggle(),
    help: () => document.querySelector<HTMLDialogElement>('[data-help]')!.showModal(),
  };

  function state() {
    return { ...walk.position, blank: blackout.on };
  }
  function tell(): void {
    lead?.send(state());
  }
  function keepAwake(): void {
    hold(led || !!document.fullscreenElement);
  }
  function settle(): void {
    limitReach(walk, {
      overview: overview.open,
      black: blackout.on,
      around: [deck, chrome.root],
    });
    chrome.button('overview').ariaPressed = String(overview.open);
  }

  function openOverview(): void {
    overview.show();
    settle();
    overview.focus(walk.index);
  }
  function closeOverview(): void {
    overview.hide();
    settle();
    walk.slide.heading.focus();
  }
  function pick(slide: Slide): void {
    walk.go({ id: slide.id, step: 0 }, 'jump');
    closeOverview();
  }

  function render(): void {
    for (const { element } of walk.slides)
      element.toggleAttribute('data-current', element === walk.slide.element);
    showStep(walk.slide.element, walk.step);
    chrome.show(walk);
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

  keepAddress(walk);
  walk.onMove((cause, from) => {
    // First: it decides whose the demo of the new slide is.
    if (cause !== 'remote') tell();
    const isNew = from !== walk.slide;
    if (isNew) demos.leave(from.element);
    render();
    if (isNew) enter();
    else showNewest();
  });
  for (const { heading } of walk.slides) heading.tabIndex = -1;
  chrome.onPress(act);
  chrome.button('fullscreen').hidden = !fullscreen.possible;
  followSwipes(deck, (forward) => !overview.open && act[forward ? 'next' : 'previous']());
  followThemeChoice();
  routeKeys({ walk, overview, blackout, signs: followSignChoice(), act });
  document.body.dataset['ready'] = '';
  render();
  enter();

  const chapter = deck.dataset['deck'] ?? '';
  const follow: Follow = {
    state(state) {
      walk.go(state, 'remote');
      blackout.show(state.blank);
    },
    peer(present) {
      led = present;
      keepAwake();
    },
  };
  void joinConsole(chapter, state, follow).then((joined) => {
    lead = joined;
    openDoor({ chapter, follow, isPresented: !!joined, tell: (other) => (lead = other) });
  });
}

startDeck(document.querySelector<HTMLElement>('main.deck')!);
