import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { chapterFile, siteWith } from '../support/site-fixture.ts';

const course = process.cwd();
const page = `---
import { getCollection } from 'astro:content';
import { buildDeck } from '${course}/src/course/deck.ts';
import Slide from '${course}/src/components/Slide.astro';
const [chapter] = await getCollection('docs');
const { slides } = await buildDeck({ file: chapter.filePath, body: chapter.body }, { renderStage: () => '' });
---
{slides.map((slide) => <Slide slide={slide} chapter={chapter} />)}`;

const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

test('a chapter’s own image is the same file in the article and on its slide', async () => {
  const site = siteWith({
    'content/en/10-a/part.json': '{ "title": "A", "description": "a" }',
    'content/en/10-a/10-b.md': chapterFile('## One {#one}\n\n![A dot](./dot.png)\n'),
    'src/pages/deck.astro': page,
  });
  writeFileSync(join(site.root, 'content/en/10-a/dot.png'), Buffer.from(pixel, 'base64'));
  const { code, output } = await site.build();
  assert.equal(code, 0, output);
  const image = (path: string) =>
    /<img[^>]* src="([^"]+)"/.exec(readFileSync(join(site.root, 'dist', path), 'utf8'))?.[1];
  assert.match(image('deck/index.html') ?? '', /^\/_astro\/dot\./);
  assert.equal(image('deck/index.html'), image('en/b/index.html'));
  site.remove();
});
