// The button that opens the desk: folded, it still says how many are there, and what waits.
import type { DeskView } from '../../classroom/room-view.ts';
import { fill } from '../../i18n/fill.ts';
import { part, setText } from '../../deck/console-words.ts';
import { countNew } from './question-list.ts';
import type { DeskWords } from './words.ts';

/** @param desk undefined where there is no class */
export function showToggle(words: DeskWords, desk: DeskView | undefined): void {
  const count = desk?.audience.here;
  const name = count === undefined ? words.class : fill(words.classHere, { count });
  setText(part('class-name'), name);
  const fresh = desk ? countNew(desk) : 0;
  setText(part('class-badge'), fill(words.newQuestions, { count: fresh }));
  part('class-badge').hidden = fresh === 0;
}
