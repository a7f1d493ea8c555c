import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderArticle } from '../support/markdown.ts';

test('steps are a list', async () => {
  const html = await renderArticle(':::steps\n1. a\n2. b\n:::');
  assert.match(html, /^<div class="steps"><ol>\s*<li>a<\/li>\s*<li>b<\/li>\s*<\/ol><\/div>/);
});

test('steps hold a list and nothing else', async () => {
  await assert.rejects(
    renderArticle(':::steps\ntext\n:::'),
    /10-sample\.md:5 :::steps holds exactly one list/,
  );
});
