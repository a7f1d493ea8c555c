// The desk's words, as its page brings them.
import type { Strings } from '../../i18n/translate.ts';
import { part } from '../../deck/console-words.ts';

export type DeskWords = Strings['desk']['said'];

export function readDeskWords(): DeskWords {
  return JSON.parse(part('class-desk').dataset['words']!) as DeskWords;
}

/** A chapter's title in the page's language. */
export function titleOf(chapter: string): string {
  const titles = JSON.parse(part('class-desk').dataset['chapters']!) as Record<string, string>;
  return titles[chapter] ?? chapter;
}

const names: Record<number, keyof DeskWords> = {
  0: 'noServer',
  403: 'forbidden',
  404: 'over',
  409: 'conflict',
  429: 'often',
  503: 'full',
};

/** What a refusal means to the presenter. */
export function whyNot(words: DeskWords, status: number): string {
  return words[names[status] ?? 'failed'];
}
