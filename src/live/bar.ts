// The follower's bar: whether this screen is live, and what a follower can do.
import type { RoomView } from '../classroom/room-view.ts';
import { fill } from '../i18n/fill.ts';
import { buildBar } from './bar-markup.ts';
import { followPaceButtons } from './pace-buttons.ts';
import { createQuestionSheet } from './question-sheet.ts';
import { createReactions } from './reactions.ts';
import type { StreamState } from './room-stream.ts';
import type { LiveWords } from './words.ts';

type BarOptions = {
  code: string;
  words: LiveWords;
  back: () => void;
  leave: () => void;
  /** The reader has put away what they were writing. */
  freed: () => void;
};

export function createBar({ code, words, back, leave, freed }: BarOptions) {
  const { bar, sheet: dialog } = buildBar(words);
  const part = (name: string) => bar.querySelector<HTMLElement>(`[data-${name}]`)!;
  const name = part('state-name');
  const backButton = part('back');
  const more = part('more');
  let isDetached = false;
  let isWaiting = false;

  const reactions = createReactions(bar, code, words);
  const sheet = createQuestionSheet(dialog, code, words);
  followPaceButtons(bar, code);
  backButton.onclick = () => {
    // The button goes; who pressed it stays where it was.
    more.focus({ preventScroll: true });
    back();
  };
  more.onclick = () => open(!bar.hasAttribute('data-open'));
  part('ask').onclick = () => sheet.open();
  part('leave').onclick = leave;
  part('close').onclick = remove;
  dialog.addEventListener('close', freed);
  bar.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !bar.hasAttribute('data-open')) return;
    // It closes this, and nothing of the page.
    event.preventDefault();
    open(false);
    more.focus();
  });
  // Until it is known whether there is a class, there is nothing to say.
  bar.hidden = true;
  document.body.append(bar, dialog);
  document.documentElement.dataset['class'] = '';

  function open(isOpen: boolean): void {
    bar.toggleAttribute('data-open', isOpen);
    more.ariaExpanded = String(isOpen);
  }
  function showState(): void {
    bar.hidden = false;
    bar.dataset['state'] = isWaiting ? 'waiting' : isDetached ? 'detached' : 'live';
    name.textContent = isWaiting ? words.waiting : isDetached ? words.onYourOwn : words.live;
    backButton.hidden = !isDetached;
  }
  function say(word: keyof LiveWords, values: Record<string, string> = {}): void {
    part('said').textContent = fill(words[word], values);
  }
  function remove(): void {
    bar.remove();
    dialog.remove();
    delete document.documentElement.dataset['class'];
  }

  return {
    say,
    remove,
    /** Whether the reader writes. */
    get isBusy() {
      return dialog.open;
    },
    show(view: RoomView): void {
      reactions.show(view.reactions);
      sheet.show(view.questions);
      const { length: count } = view.questions;
      part('ask').textContent = count > 0 ? fill(words.asked, { count }) : words.ask;
    },
    attached(): void {
      isDetached = false;
      showState();
    },
    /** @param title of the slide or section to which the button leads, if it is known */
    detached(title?: string): void {
      isDetached = true;
      backButton.textContent = title ? fill(words.backTo, { title }) : words.back;
      showState();
    },
    connection(state: StreamState): void {
      const wasWaiting = isWaiting;
      isWaiting = state === 'waiting';
      if (isWaiting !== wasWaiting) showState();
    },
    /** The class is over: nothing can be done any more but close the bar. */
    end(sentence: string): void {
      dialog.close();
      bar.hidden = false;
      for (const gone of [backButton, more, part('ask').parentElement!]) gone.hidden = true;
      bar.dataset['state'] = 'over';
      name.textContent = '';
      part('said').textContent = fill(sentence, { code });
      part('close').hidden = false;
    },
  };
}
