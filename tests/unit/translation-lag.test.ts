// The notice as a reader gets it: a site of one chapter, built around the course's own component.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { recordOf, writeInStep } from '../../src/course/in-step.ts';
import { chapterFile, siteWith } from '../support/site-fixture.ts';

const en = chapterFile('## One {#one}\n\nFirst.\n\n## Two {#two}\n\nSecond.\n');
const es = chapterFile('## Uno {#one}\n\nPrimero.\n\n## Dos {#two}\n\nSegundo.\n');
const part = '{ "title": "A", "description": "a" }';

const page = `---
import { getCollection } from 'astro:content';
import TranslationLag from '${process.cwd()}/src/components/TranslationLag.astro';
export async function getStaticPaths() {
  return (await getCollection('docs')).map(({ id }) => ({ params: { id } }));
}
const id = Astro.params.id;
Astro.locals.starlightRoute = { id, lang: id.slice(0, 2) };
---
<main><TranslationLag /></main>`;

const site = siteWith({
  'content/en/10-basics/part.json': part,
  'content/es/10-basics/part.json': part,
  'content/en/10-basics/10-sample.md': en.replace('Second.', 'Second, and more.'),
  'content/es/10-basics/10-sample.md': es,
  'src/pages/[...id].astro': page,
});
test.after(() => site.remove());

test('a page says in which sections it is behind; the page that is ahead says nothing', async () => {
  writeInStep(site.root, { '10-basics/10-sample.md': recordOf({ en, es }) });
  const { code, output } = await site.build();
  assert.equal(code, 0, output);
  const textOf = (locale: string) =>
    readFileSync(join(site.root, 'dist', locale, 'sample/index.html'), 'utf8');
  const spanish = textOf('es');
  assert.match(spanish, /detrás del texto en inglés en 1 de 3 secciones:/);
  assert.match(spanish, /<a href="#two">Dos<\/a>/);
  assert.match(spanish, /<a href="\/en\/sample\/#two" hreflang="en">\s*en inglés\s*<\/a>/);
  assert.doesNotMatch(spanish, /#one/);
  assert.match(textOf('en'), /<main>\s*<\/main>/);
});
