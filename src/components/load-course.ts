import { getCollection, render } from 'astro:content';
import { createChapterList } from '../course/chapter-list.ts';
import { readParts } from '../course/read-course.ts';

/** The course in all languages, from the collection: parts, chapters, neighbours. */
export async function loadCourse() {
  const entries = await getCollection('docs');
  const chapters = entries.map(({ data, filePath = '' }) => ({ ...data, filePath }));
  return createChapterList(chapters, readParts());
}

/** The headings of every chapter of a language, by its slug: ids and titles, in their order. */
export async function loadSections(locale: string) {
  const entries = new Map((await getCollection('docs')).map((entry) => [entry.id, entry]));
  const chapters = (await loadCourse()).chapters(locale);
  return Promise.all(
    chapters.map(async ({ id, slug, title, url }) => {
      const { headings } = await render(entries.get(id)!);
      const sections = Object.fromEntries(headings.map((heading) => [heading.slug, heading.text]));
      return [slug, { title, url, sections }] as const;
    }),
  );
}
