import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderArticle } from '../support/markdown.ts';

test('an article block is its content, Markdown rules included', async () => {
  const html = await renderArticle('::::article\nDeep `code` at 10:30.\n\n:::key\nk\n:::\n::::');
  assert.match(html, /^<p>Deep <code>code<\/code> at 10:30\.<\/p>\s*<div class="key"/);
});
