import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderArticle } from '../support/markdown.ts';

test('slides and breaks leave the article', async () => {
  const html = await renderArticle(
    'a\n\n::::slide{#s}\n### On the slide\n:::steps\n- x\n:::\n::::\n\n::break{#b}\n\nc',
  );
  assert.equal(html.trim(), '<p>a</p>\n<p>c</p>');
});
