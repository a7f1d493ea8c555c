import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderArticle } from '../support/markdown.ts';

test('notes are nowhere in the article, however deep they stand', async () => {
  const notes = ':::notes\nSECRET *words* ask:this\n:::\n';
  const html = await renderArticle(
    `before\n\n${notes}\n> quote\n>\n> :::notes\n> SECRET\n> :::\n\n::::article\nshown\n\n${notes}\n::::\n\nafter`,
  );
  assert.ok(!html.includes('SECRET'));
  assert.match(html, /before[\s\S]*quote[\s\S]*shown[\s\S]*after/);
});
