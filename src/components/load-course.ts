import { getCollection } from 'astro:content';
import { createChapterList } from '../course/chapter-list.ts';
import { readParts } from '../course/read-course.ts';

/** The course in all languages, from the collection: parts, chapters, neighbours. */
export async function loadCourse() {
  const entries = await getCollection('docs');
  const chapters = entries.map(({ data, filePath = '' }) => ({ ...data, filePath }));
  return createChapterList(chapters, readParts());
}
