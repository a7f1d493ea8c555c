// A demo on a slide that a class looks at together runs once for all (src/server/shared-demos.ts). The
// stage is told which class that is, and what the presenter does with the demo.
import type { RoomView } from '../classroom/room-view.ts';
import { classTurn, setClassTurn } from '../islands/stage/class-turn.ts';
import type { LiveWords } from './words.ts';

type Demo = HTMLElement & { running?: boolean; restart(): Promise<void> };

/**
 * The slides are those of the class, as the room is now.
 * @param leads whether what is pressed here is pressed for all
 */
export function shareSlides(view: RoomView, words: LiveWords, leads = false): void {
  const { code, place, turn } = view;
  const wasShared = classTurn() !== undefined;
  setClassTurn({ ...turn, code, leads, slide: place.id });
  for (const demo of document.querySelectorAll<Demo>('main.deck sse-demo')) {
    sayWhose(demo, words, leads);
    // One that ran before is nobody else's.
    if (!wasShared && demo.running) void demo.restart();
  }
}

export function keepSlides(): void {
  setClassTurn(undefined);
  for (const note of document.querySelectorAll('.class-note')) {
    note.closest('sse-demo')?.removeAttribute('data-led');
    note.remove();
  }
}

/** In the row of faults, of which the presenter's alone are everybody's. */
function sayWhose(demo: Demo, words: LiveWords, leads: boolean): void {
  const isOwn = demo.querySelector('[data-not-shared]') !== null;
  if (demo.querySelector('.class-note') || (leads && !isOwn)) return;
  const note = document.createElement('p');
  note.className = 'class-note';
  note.textContent = isOwn ? words.demoOwn : words.demoLed;
  demo.toggleAttribute('data-led', !isOwn);
  demo.querySelector('.stage-faults')?.prepend(note);
}
