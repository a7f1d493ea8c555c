// How far a translation lags. content/in-step.json holds, for each section of each chapter, what it
// said in every language when somebody last found that all say the same. The languages are equals:
// where only one has moved on since, the others are behind; where more have, nobody has compared.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { locales } from '../i18n/translate.ts';
import type { Locale } from '../i18n/translate.ts';
import { readSections } from './chapter-sections.ts';
import type { Sources } from './parity.ts';

/** A short hash of a section's source in each language that has it. */
type Hashes = Partial<Record<Locale, string>>;
/** By the section's id. */
type ChapterRecord = Record<string, Hashes>;
/** By the chapter's path below the language, `10-basics/10-one-request.md`. */
export type InStepRecord = Record<string, ChapterRecord>;

/** One chapter's source in each language that has it. */
export type Translations = Partial<Record<Locale, string>>;

type SectionState = {
  id: string;
  /** The languages whose section is not what the record says. */
  changed: Locale[];
};

export type Lag = {
  /** The language that has moved on. */
  ahead: Locale;
  /** The sections that are behind it, in its order. */
  behind: { id: string; title: string; isHere: boolean }[];
  /** How many sections the language that is ahead has. */
  sections: number;
};

const path = 'content/in-step.json';
const remedy = (chapter: string) =>
  `Compare them; once they say the same: npm run in-step ${chapter}`;

/** What was recorded last; nothing in a project without a record. */
export function readInStep(root: string): InStepRecord {
  if (!existsSync(join(root, path))) return {};
  return JSON.parse(readFileSync(join(root, path), 'utf8')) as InStepRecord;
}

/** Writes the record, a section a line, as Prettier would. */
export function writeInStep(root: string, record: InStepRecord): void {
  const chapters = Object.entries(record)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([chapter, sections]) => `  ${JSON.stringify(chapter)}: {\n${linesOf(sections)}\n  }`);
  writeFileSync(join(root, path), `{\n${chapters.join(',\n')}\n}\n`);
}

function linesOf(sections: ChapterRecord): string {
  const pairs = (hashes: Hashes) =>
    Object.entries(hashes).map(([locale, hash]) => `"${locale}": "${hash}"`);
  return Object.entries(sections)
    .map(([id, hashes]) => `    "${id}": { ${pairs(hashes).join(', ')} }`)
    .join(',\n');
}

/** What a chapter says now, for the record. */
export function recordOf(translations: Translations): ChapterRecord {
  const record: ChapterRecord = {};
  for (const locale of locales) {
    for (const { id, source } of sectionsOf(translations, locale)) {
      (record[id] ??= {})[locale] = hashOf(source);
    }
  }
  return record;
}

/**
 * How far one language of a chapter is behind another.
 * @returns undefined when it is in step, or when there is only one language
 */
export function lagOf(
  translations: Translations,
  recorded: ChapterRecord = {},
  locale: Locale,
): Lag | undefined {
  const states = statesOf(translations, recorded);
  const leaders = states.flatMap(({ changed }) => (isLed(changed) ? changed : []));
  const ahead = leaders.find((leader) => leader !== locale);
  if (!ahead || translations[locale] === undefined) return undefined;
  const led = new Set(states.filter((state) => isLedBy(state, ahead)).map(({ id }) => id));
  const here = new Map(sectionsOf(translations, locale).map((section) => [section.id, section]));
  const sections = sectionsOf(translations, ahead);
  const behind = sections
    .filter(({ id }) => led.has(id))
    .map(({ id, title }) => ({ id, title: here.get(id)?.title ?? title, isHere: here.has(id) }));
  return behind.length > 0 ? { ahead, behind, sections: sections.length } : undefined;
}

const isLed = (changed: Locale[]) => changed.length === 1;
const isLedBy = ({ changed }: SectionState, locale: Locale) =>
  isLed(changed) && changed[0] === locale;

/**
 * Sentences about chapters that nobody has compared since more than one language changed.
 * @param sources all chapters of each language
 */
export function uncompared(sources: Record<Locale, Sources>, record: InStepRecord): string[] {
  const chapters = new Set(locales.flatMap((locale) => [...sources[locale].keys()]));
  return [...chapters].sort().flatMap((chapter) => {
    const translations = translationsOf(chapter, sources);
    const known = record[chapter];
    if (Object.keys(translations).length < 2) return [];
    if (!known) return [`${path} has no record of ${chapter}. ${remedy(chapter)}`];
    const open = statesOf(translations, known).filter(({ changed }) => changed.length > 1);
    if (open.length === 0) return [];
    const ids = open.map(({ id }) => id).join(', ');
    return [`${chapter} has changed in more than one language: ${ids}. ${remedy(chapter)}`];
  });
}

/** One chapter in every language that has it. */
export function translationsOf(chapter: string, sources: Record<Locale, Sources>): Translations {
  const pairs = locales.map((locale) => [locale, sources[locale].get(chapter)] as const);
  return Object.fromEntries(pairs.filter(([, source]) => source !== undefined));
}

function statesOf(translations: Translations, recorded: ChapterRecord): SectionState[] {
  const current = recordOf(translations);
  const written = locales.filter((locale) => translations[locale] !== undefined);
  return [...new Set([...Object.keys(current), ...Object.keys(recorded)])].map((id) => ({
    id,
    changed: written.filter((locale) => current[id]?.[locale] !== recorded[id]?.[locale]),
  }));
}

function sectionsOf(translations: Translations, locale: Locale) {
  const source = translations[locale];
  return source === undefined ? [] : readSections(source);
}

/** Line ends and blank lines around a section are no change of what it says. */
function hashOf(source: string): string {
  const text = source.replaceAll('\r\n', '\n').trim();
  return createHash('sha256').update(text).digest('hex').slice(0, 10);
}
