import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderArticle } from '../support/markdown.ts';

test('a key point is a named note in the language of the chapter', async () => {
  assert.match(
    await renderArticle(':::key\nOne *sentence*.\n:::', 'es'),
    /^<div class="key" role="note" aria-label="Idea clave"><p>One <em>sentence<\/em>\.<\/p><\/div>/,
  );
});

test('its label is its first line', async () => {
  assert.match(
    await renderArticle(':::key[Remember]\nx\n:::'),
    /<p class="key-label">Remember<\/p><p>x<\/p>/,
  );
});
