import { getCollection, type CollectionEntry } from 'astro:content';
import { buildDeck } from '../course/deck.ts';
import { readChapterPath } from '../course/chapter-path.ts';
import { stageMarkup } from './stage-markup.ts';

/** A path for each chapter of each language, for pages below `[locale]/slides/[chapter]`. */
export async function deckPaths() {
  const chapters = await getCollection('docs');
  return chapters.map((chapter) => {
    const { locale, slug } = readChapterPath(chapter.filePath ?? '');
    return { params: { locale, chapter: slug }, props: { chapter } };
  });
}

/** The slides of a chapter; for the console without live demos. */
export function loadDeck(chapter: CollectionEntry<'docs'>, reading: 'deck' | 'console') {
  const { filePath: file = '', body = '' } = chapter;
  return buildDeck({ file, body }, { renderStage: stageMarkup, reading });
}
