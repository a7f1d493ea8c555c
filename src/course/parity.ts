// The languages are equals: the same chapters, and in each the same headings, demos, code, claims
// and polls in the same order. Differences come back as sentences.

import { readOutline } from './chapter-outline.ts';

/** A chapter's source by its path below the language: `10-basics/10-one-request.md` → Markdown. */
export type Sources = Map<string, string>;

/**
 * Compares a translation with the first language.
 * @param one,other the language and its chapters
 * @returns sentences, none when both are equal
 */
export function comparisonOf(
  one: { locale: string; sources: Sources },
  other: { locale: string; sources: Sources },
): string[] {
  const differences: string[] = [];
  for (const path of new Set([...one.sources.keys(), ...other.sources.keys()])) {
    const [left, right] = [one, other].map((side) => side.sources.get(path));
    const names = [one, other].map(({ locale }) => `content/${locale}/${path}`) as [string, string];
    if (left === undefined) differences.push(`${names[0]} is missing: ${names[1]} exists.`);
    else if (right === undefined) differences.push(`${names[1]} is missing: ${names[0]} exists.`);
    else differences.push(...outlineDifference(names, readOutline(left), readOutline(right)));
  }
  return differences;
}

/** Only the first difference of a chapter: what follows it is mostly its echo. */
function outlineDifference(names: [string, string], one: string[], other: string[]): string[] {
  const index = Array.from({ length: Math.max(one.length, other.length) }).findIndex(
    (_, position) => one[position] !== other[position],
  );
  if (index < 0) return [];
  const after = index === 0 ? 'At the start' : `After "${one[index - 1]}"`;
  const [left, right] = [one[index], other[index]].map((line) => (line ? `"${line}"` : 'nothing'));
  return [`${after}, ${names[0]} has ${left} and ${names[1]} has ${right}.`];
}
