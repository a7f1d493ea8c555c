// The console's words and changing parts, as its page brings them.

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

export type ConsoleWords = Record<Word, string>;

export function readWords(): ConsoleWords {
  return JSON.parse(part('words').dataset['words']!) as ConsoleWords;
}

/** The element with the attribute `data-<name>`; `do=next` names one of several. */
export function part(name: string): HTMLElement {
  return document.querySelector<HTMLElement>(`[data-${name}]`)!;
}

/** Writes only what is new, so that a live region speaks only then. */
export function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
