// The course as lists, from plain entries: order, parts, neighbours, counterparts. Pure, so that
// pages, the sidebar and tests share it.

import { readChapterPath } from './chapter-path.ts';
import type { ChapterPath } from './chapter-path.ts';

/** A chapter as the collection has it. `filePath` is from the root of the project. */
export type ChapterEntry = {
  filePath: string;
  title: string;
  description: string;
  minutes: number;
  objectives: string[];
};

/** What `content/<locale>/<part>/part.json` says. */
export type PartEntry = { locale: string; part: string; title: string; description: string };

type Chapter = ChapterEntry & ChapterPath & { url: string };
export type Part = PartEntry & { minutes: number; chapters: Chapter[] };

/**
 * The course in all its languages. Folders and files are numbered, and their numbers are the order.
 * @throws when two chapters of one language share an address, or a part has no part.json
 */
export function createChapterList(entries: ChapterEntry[], partEntries: PartEntry[]) {
  const all = entries.map(toChapter).sort(byPath);
  failOnSharedAddress(all);
  const chapters = (locale: string) => all.filter((chapter) => chapter.locale === locale);
  const beside = (id: string, distance: number) => {
    const siblings = chapters(id.split('/')[0] ?? '');
    const index = siblings.findIndex((chapter) => chapter.id === id);
    return index < 0 ? undefined : siblings[index + distance];
  };
  return {
    chapters,
    parts: (locale: string) => groupByPart(chapters(locale), partEntries),
    find: (id: string) => all.find((chapter) => chapter.id === id),
    previous: (id: string) => beside(id, -1),
    next: (id: string) => beside(id, 1),
    /** The same chapter in another language, if it is written. */
    counterpart: (id: string, locale: string) =>
      all.find((chapter) => chapter.id === `${locale}/${id.split('/')[1] ?? ''}`),
    minutes: (locale: string) => sum(chapters(locale)),
  };
}

function toChapter(entry: ChapterEntry): Chapter {
  const path = readChapterPath(entry.filePath);
  return { ...entry, ...path, url: `/${path.id}/` };
}

function byPath(a: ChapterPath, b: ChapterPath): number {
  const key = ({ locale, part, file }: ChapterPath) => `${locale}/${part}/${file}`;
  return key(a) < key(b) ? -1 : 1;
}

function failOnSharedAddress(chapters: Chapter[]): void {
  const seen = new Map<string, Chapter>();
  for (const chapter of chapters) {
    const other = seen.get(chapter.id);
    if (other) {
      throw new Error(
        `${chapter.filePath} and ${other.filePath} would share the address ${chapter.url}. Rename one.`,
      );
    }
    seen.set(chapter.id, chapter);
  }
}

function groupByPart(chapters: Chapter[], partEntries: PartEntry[]): Part[] {
  const folders = [...new Set(chapters.map(({ part }) => part))];
  return folders.map((folder) => {
    const own = chapters.filter(({ part }) => part === folder);
    const locale = own[0]?.locale ?? '';
    const entry = partEntries.find((part) => part.locale === locale && part.part === folder);
    if (!entry) {
      throw new Error(
        `content/${locale}/${folder} has no part.json. Write one: { "title": "…", "description": "…" }`,
      );
    }
    return { ...entry, minutes: sum(own), chapters: own };
  });
}

function sum(chapters: Chapter[]): number {
  return chapters.reduce((total, { minutes }) => total + minutes, 0);
}
