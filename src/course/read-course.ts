// The course as it lies on disk: for the sidebar, the lists of the pages, and the parity check.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PartEntry } from './chapter-list.ts';
import { locales } from '../i18n/translate.ts';
import type { Locale } from '../i18n/translate.ts';
import { readChapterPath } from './chapter-path.ts';
import type { Sources } from './parity.ts';

/** What every `content/<locale>/<NN-part>/part.json` says, ordered by language and number. */
export function readParts(root = process.cwd()): PartEntry[] {
  return folders(root, 'content')
    .filter((locale) => /^[a-z]{2}$/.test(locale))
    .flatMap((locale) =>
      folders(root, `content/${locale}`).map((part) => readPart(root, locale, part)),
    );
}

/** All chapters of every language. */
export function readAllSources(root = process.cwd()): Record<Locale, Sources> {
  const all = locales.map((locale) => [locale, readSources(locale, root)]);
  return Object.fromEntries(all) as Record<Locale, Sources>;
}

/** All chapters of one language by their path below it, in course order. */
export function readSources(locale: string, root = process.cwd()): Sources {
  const sources: Sources = new Map();
  for (const part of folders(root, `content/${locale}`)) {
    for (const file of readdirSync(join(root, 'content', locale, part)).sort()) {
      if (!file.endsWith('.md')) continue;
      sources.set(
        `${part}/${file}`,
        readFileSync(join(root, 'content', locale, part, file), 'utf8'),
      );
    }
  }
  return sources;
}

/**
 * The sidebar of the shell: a group for each part, its chapters by slug (the shell finds titles and
 * translations by itself).
 */
export function sidebarGroups(locales: readonly string[], root = process.cwd()) {
  const [first = 'en', ...others] = locales;
  const parts = readParts(root);
  return parts
    .filter(({ locale }) => locale === first)
    .map(({ part, title }) => {
      const names = parts.filter((other) => other.part === part && others.includes(other.locale));
      const translations = Object.fromEntries(names.map((name) => [name.locale, name.title]));
      return { label: title, translations, items: slugsOf(first, part, root) };
    });
}

function slugsOf(locale: string, part: string, root: string): { slug: string }[] {
  return [...readSources(locale, root).keys()]
    .filter((path) => path.startsWith(`${part}/`))
    .map((path) => ({ slug: readChapterPath(`content/${locale}/${path}`).slug }));
}

function readPart(root: string, locale: string, part: string): PartEntry {
  const path = `content/${locale}/${part}/part.json`;
  if (!existsSync(join(root, path))) {
    throw new Error(`${path} is missing. Write one: { "title": "…", "description": "…" }`);
  }
  const { title, description } = JSON.parse(readFileSync(join(root, path), 'utf8')) as PartEntry;
  if (!title || !description) throw new Error(`${path} needs a title and a description.`);
  return { locale, part, title, description };
}

function folders(root: string, path: string): string[] {
  if (!existsSync(join(root, path))) return [];
  const entries = readdirSync(join(root, path), { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
