// What stands between the presenter and the class: another device drives, the class is in another
// chapter, the server is away. Beside Next, where it is looked for.
import { fill } from '../../i18n/fill.ts';
import { part, setText } from '../../deck/console-words.ts';
import type { ClassState, HeldClass } from './hold.ts';
import { refocus } from './refocus.ts';
import { titleOf, type DeskWords } from './words.ts';

export function createNotice(words: DeskWords) {
  let isRefused = false;

  function sentence({ isLost, isHere, drives, room }: ClassState): string {
    if (isLost) return words.lost;
    if (!isHere) return fill(words.elsewhere, { title: titleOf(room?.place.chapter ?? '') });
    if (drives) return '';
    return isRefused ? words.refused : words.drivesElsewhere;
  }
  function show(state: ClassState): void {
    const { isHere, drives } = state;
    if (drives || !isHere) isRefused = false;
    const text = sentence(state);
    part('class-notice').toggleAttribute('data-on', text !== '');
    part('class-notice').toggleAttribute('data-refused', isRefused);
    part('class-notice').hidden = false;
    setText(part('class-notice-words'), text);
    part('class-take-over').hidden = drives || !isHere;
    part('class-bring').hidden = isHere;
    part('class-go-there').hidden = isHere;
    if (!isHere) linkThere(state);
    for (const name of ['previous', 'next'])
      part(`do=${name}`).toggleAttribute('data-held', !drives && isHere);
  }

  /** One sentence, and nothing to press. */
  function tell(text: string): void {
    part('class-notice').hidden = false;
    part('class-notice').toggleAttribute('data-on', text !== '');
    part('class-notice').removeAttribute('data-refused');
    setText(part('class-notice-words'), text);
    for (const name of ['take-over', 'bring', 'go-there']) part(`class-${name}`).hidden = true;
    for (const name of ['previous', 'next']) part(`do=${name}`).removeAttribute('data-held');
  }

  return {
    show,
    tell,
    /** Somebody tried to move what another device drives. */
    refuse(state: ClassState): void {
      isRefused = true;
      show(state);
    },
    clear(): void {
      isRefused = false;
      tell('');
    },
    /** What was pressed goes away; the focus goes on to what it made possible. */
    onPress(held: HeldClass): void {
      const then = (done: Promise<unknown>) => void done.then(() => refocus(part('do=next')));
      part('class-take-over').onclick = () => then(held.takeOver());
      part('class-bring').onclick = () => then(held.bring());
    },
  };
}

function linkThere({ room }: ClassState): void {
  const { chapter = '' } = room?.place ?? {};
  const path = `/${document.documentElement.lang}/slides/${chapter}/present/`;
  (part('class-go-there') as HTMLAnchorElement).href = path;
}
