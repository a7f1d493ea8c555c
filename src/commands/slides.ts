// A step of npm run check: every chapter as slides, in every language, held against the limits.
import { stageMarkup } from '../components/stage-markup.ts';
import { buildDeck, readChapter } from '../course/deck.ts';
import type { Deck } from '../course/deck.ts';
import { readSources } from '../course/read-course.ts';
import { lintSlides } from '../course/slide-lint.ts';
import { locales } from '../i18n/translate.ts';

/** The decks of one chapter, in all languages that have it. */
async function translationsOf(path: string): Promise<Deck[]> {
  const decks: Deck[] = [];
  for (const locale of locales) {
    const source = readSources(locale).get(path);
    if (source === undefined) continue;
    const chapter = readChapter(`content/${locale}/${path}`, source);
    decks.push(await buildDeck(chapter, { renderStage: stageMarkup }));
  }
  return decks;
}

let failed = false;
let slides = 0;
for (const path of readSources(locales[0]).keys()) {
  const decks = await translationsOf(path);
  slides += decks.reduce((total, deck) => total + deck.slides.length, 0);
  for (const { level, sentence } of lintSlides(decks)) {
    console[level === 'error' ? 'error' : 'warn'](`${level}: ${sentence}`);
    failed ||= level === 'error';
  }
}
console.log(`${slides} slides read.`);
if (failed) process.exit(1);
