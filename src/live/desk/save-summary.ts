// The summary as a file, out of the page's own memory; no request is sent.
import { fill } from '../../i18n/fill.ts';
import type { ClassState } from './hold.ts';
import { readPolls } from './page-polls.ts';
import { writeSummary } from './summary.ts';
import type { Talk } from './talk.ts';
import { titleOf, type DeskWords } from './words.ts';

/** @returns what there is to say of it */
export function saveSummary(talk: Talk, words: DeskWords, state: ClassState | undefined): string {
  if (!state?.desk) return words.failed;
  const { code, chapters } = state.held;
  const now = new Date();
  const day = now.toLocaleDateString(document.documentElement.lang, { dateStyle: 'full' });
  const file = `${words.fileName}-${code}-${now.toISOString().slice(0, 10)}.md`;
  const text = writeSummary(words, { code, day }, state.desk, {
    chapters: chapters.map((slug) => ({ slug, title: titleOf(slug) })),
    chapter: talk.chapter,
    polls: readPolls(talk.slides),
  });
  saveFile(file, text);
  return fill(words.saved, { file });
}

function saveFile(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/markdown' }));
  link.download = name;
  link.click();
  // The browser has taken hold of the blob once the click is over; some take a moment longer.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
