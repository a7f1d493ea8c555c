// Every claim of the course with the places where the text makes it.

import { markdownToHtml } from 'satteri';
import { features } from '../markdown/index.ts';
import { readChapterPath } from './chapter-path.ts';
import { readSections } from './chapter-sections.ts';
import type { Sources } from './parity.ts';

export type ClaimPlace = {
  /** The address of the section, `/en/one-request/#event`. */
  url: string;
  /** The section's heading, without markup. */
  title: string;
  /** The chapter's id, `en/one-request`. */
  chapter: string;
};

export type ClaimInText = {
  id: string;
  /** The claim as its first place words it, inline HTML. */
  html: string;
  places: [ClaimPlace, ...ClaimPlace[]];
};

/** The claims of one language in the order of the course, each once. */
export function readClaimsInText(locale: string, sources: Sources): ClaimInText[] {
  const found = new Map<string, ClaimInText>();
  for (const [path, source] of sources) {
    const { id: chapter } = readChapterPath(`content/${locale}/${path}`);
    for (const section of readSections(source)) {
      const place = { url: `/${chapter}/#${section.id}`, title: section.title, chapter };
      for (const { id, text } of section.claims) {
        const known = found.get(id);
        if (known) known.places.push(place);
        else found.set(id, { id, html: inlineHtml(text, `/${chapter}/`), places: [place] });
      }
    }
  }
  return [...found.values()];
}

/** Sentences about claims that are registered and that no chapter makes. */
export function unusedClaims(registered: Iterable<string>, inText: ClaimInText[]): string[] {
  const used = new Set(inText.map(({ id }) => id));
  return [...registered]
    .filter((id) => !used.has(id))
    .map(
      (id) =>
        `content/claims.json has the claim "${id}", and no chapter makes it: write :claim[…]{id=${id}}, or take it out.`,
    );
}

/**
 * A line of Markdown as inline HTML.
 * @param page the address that links within a chapter are meant for
 */
export function inlineHtml(markdown: string, page = ''): string {
  const { smartPunctuation } = features;
  const { html } = markdownToHtml(markdown, { features: { gfm: true, smartPunctuation } });
  return html
    .trim()
    .replace(/^<p>([\s\S]*)<\/p>$/, '$1')
    .replaceAll('href="#', `href="${page}#`);
}
