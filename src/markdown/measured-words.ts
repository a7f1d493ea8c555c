// The words of the figures, which are in src/i18n/<locale>/measured.json with all that is translated.

import { strings } from '../i18n/translate.ts';
import type { Locale } from '../i18n/translate.ts';

/**
 * What a row of a figure is called.
 * @throws a sentence with the place where it is missing
 */
export function rowName(figure: string, row: string, locale: Locale): string {
  const { rows } = strings(locale).measured;
  return find(locale, `rows.${figure}.${row}`, (rows as Words<Words<string>>)[figure]?.[row]);
}

/** A count as it is, a word in the reader's language. */
export function valueText(value: number | string | undefined, locale: Locale): string {
  if (typeof value === 'number') return String(value);
  const { values } = strings(locale).measured;
  return find(locale, `values.${value}`, (values as Words<string>)[value ?? '']);
}

type Words<Word> = Record<string, Word | undefined>;

function find(locale: Locale, key: string, word: string | undefined): string {
  if (word !== undefined) return word;
  throw new Error(`src/i18n/${locale}/measured.json has no ${key}. Write it, in every language.`);
}
