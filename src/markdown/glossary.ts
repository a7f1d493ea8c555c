// content/glossary.json: the words of the field, each in every language of the course.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { locales } from '../i18n/translate.ts';
import type { Locale } from '../i18n/translate.ts';

/** A term in one language. `forms` are other spellings of it: plurals, synonyms, abbreviations. */
type Wording = { term: string; forms: string[]; definition: string };

export type Term = Record<Locale, Wording> & {
  /** Where it is defined. */
  source?: { label: string; url: string };
  /** The slug of the chapter that teaches it. */
  chapter?: string;
};

const path = 'content/glossary.json';

/**
 * The glossary by id; empty in a project that has none.
 * @throws a sentence with the remedy when an entry is not whole or a word has two meanings
 */
export function readGlossary(root: string): Map<string, Term> {
  if (!existsSync(join(root, path))) return new Map();
  const terms = JSON.parse(readFileSync(join(root, path), 'utf8')) as Record<string, Term>;
  const glossary = new Map(Object.entries(terms));
  for (const [id, term] of glossary) failUnlessWhole(id, term);
  for (const locale of locales) failOnTwoMeanings(glossary, locale);
  return glossary;
}

/** All spellings of a term in one language. */
export function formsOf(term: Term, locale: Locale): string[] {
  return [term[locale].term, ...term[locale].forms];
}

/** A definition without its `code` marks, for where no markup can be. */
export function plainDefinition(term: Term, locale: Locale): string {
  return term[locale].definition.replaceAll('`', '');
}

/** The address of a term's entry; the anchors are the same in all languages. */
export function glossaryAddress(id: string, locale: Locale): string {
  return `/${locale}/glossary/#${id}`;
}

function failUnlessWhole(id: string, term: Partial<Term>): void {
  const lacking = locales.find((locale) => !isWhole(term[locale]));
  const fault = !/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id)
    ? 'an id of the form a-short-name'
    : lacking
      ? `${lacking}: { "term": "…", "forms": [], "definition": "…" }`
      : term.source && !(term.source.label && term.source.url.startsWith('https://'))
        ? 'a source with a label and an https address'
        : undefined;
  if (fault) throw new Error(`${path}: "${id}" needs ${fault}.`);
}

function isWhole(wording: Partial<Wording> | undefined): boolean {
  return Boolean(wording?.term && wording.definition && Array.isArray(wording.forms));
}

function failOnTwoMeanings(glossary: Map<string, Term>, locale: Locale): void {
  const owners = new Map<string, string>();
  for (const [id, term] of glossary) {
    for (const form of formsOf(term, locale).map((word) => word.toLowerCase())) {
      const owner = owners.get(form);
      if (owner) {
        throw new Error(
          `${path}: "${form}" (${locale}) belongs to "${owner}" and to "${id}". Leave it to one of them.`,
        );
      }
      owners.set(form, id);
    }
  }
}
