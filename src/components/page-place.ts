import { strings, toLocale } from '../i18n/translate.ts';
import { loadCourse } from './load-course.ts';

/** Where a page stands: its language and words, the course, and its chapter (none on the home page). */
export async function pagePlace(route: { lang: string; id: string }) {
  const locale = toLocale(route.lang);
  const course = await loadCourse();
  const chapters = course.chapters(locale);
  const chapter = course.find(route.id);
  return {
    locale,
    t: strings(locale).shell,
    course,
    parts: course.parts(locale),
    chapter,
    number: chapter ? chapters.indexOf(chapter) + 1 : 0,
    previous: chapter && course.previous(chapter.id),
    next: chapter && course.next(chapter.id),
  };
}
