// The desk's changing parts, as its page brings them, and its words.
import { fill } from '../../i18n/fill.ts';
import type { Strings } from '../../i18n/translate.ts';

export type DeskWords = Strings['desk'];

export function readDeskWords(desk: HTMLElement): DeskWords {
  return JSON.parse(desk.dataset['words']!) as DeskWords;
}

/** Finds parts by `data-<name>`. @throws when the page lacks one */
export function partsOf(desk: HTMLElement) {
  return <Part extends HTMLElement = HTMLElement>(name: string): Part => {
    const found = desk.querySelector<Part>(`[data-${name}]`);
    if (!found) throw new Error(`The class desk lacks [data-${name}].`);
    return found;
  };
}

export type Parts = ReturnType<typeof partsOf>;

/** What went wrong, in the reader's words. */
export function sentenceFor(status: number, words: DeskWords): string {
  const known: Record<number, string> = {
    0: words.noServer,
    403: words.noKey,
    404: words.isOver,
    409: words.otherDrives,
    429: words.tooOften,
    503: words.full,
  };
  return known[status] ?? fill(words.failed, { status });
}

export function element(name: string, text: string, className = ''): HTMLElement {
  const one = document.createElement(name);
  one.textContent = text;
  if (className) one.className = className;
  return one;
}

export function button(text: string, act: () => void): HTMLButtonElement {
  const one = element('button', text) as HTMLButtonElement;
  one.type = 'button';
  one.onclick = act;
  return one;
}
