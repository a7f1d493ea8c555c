// The record in this browser's storage, and nowhere else. Storage may be refused, or hold what we
// cannot read: then nothing is written, so that nothing is lost, and the pages say so.
import { nothing, readProgress, writeProgress } from './record.ts';
import type { Fault, Progress } from './record.ts';

/** public/theme.js looks under the same key. */
const key = 'olr-progress';
const changed = 'progress-changed';

export type Kept = { progress: Progress; fault?: Fault | 'refused' };

let refused = !canKeep();

export function loadProgress(): Kept {
  const text = keptText();
  if (refused) return { progress: nothing(), fault: 'refused' };
  return text ? { progress: nothing(), ...readProgress(text) } : { progress: nothing() };
}

/** What is stored, readable or not. */
export function keptText(): string {
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}

/**
 * Changes the record as it is now, also by other tabs.
 * @returns whether it is kept
 */
export function changeProgress(edit: (progress: Progress) => Progress): boolean {
  const { progress, fault } = loadProgress();
  return !fault && attempt(() => localStorage.setItem(key, writeProgress(edit(progress))));
}

/** Forgets everything, also what could not be read. */
export function forgetProgress(): boolean {
  return attempt(() => localStorage.removeItem(key));
}

/** The page's own parts show the change; other tabs hear of it from the browser. */
export function tellProgress(): void {
  document.dispatchEvent(new Event(changed));
}

/** Calls back on changes of this page, of other tabs, and of the time that the page was put aside. */
export function followProgress(show: () => void, signal: AbortSignal): void {
  const ifOurs = (event: StorageEvent) => (event.key === key || event.key === null) && show();
  document.addEventListener(changed, show, { signal });
  addEventListener('storage', ifOurs, { signal });
  addEventListener('pageshow', (event) => event.persisted && show(), { signal });
}

function attempt(act: () => void): boolean {
  try {
    act();
    refused = false;
  } catch {
    refused = true;
  }
  return !refused;
}

/** Some browsers let a page read and refuse only to write. */
function canKeep(): boolean {
  try {
    localStorage.setItem(`${key}-test`, '');
    localStorage.removeItem(`${key}-test`);
    return true;
  } catch {
    return false;
  }
}
