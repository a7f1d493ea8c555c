import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderArticle, renderSlides } from '../support/markdown.ts';

const body = '## One {#one}\n\n:::steps\n1. a\n2. b\n:::\n';

test('the items of steps come one by one on a slide, and all at once in the article', async () => {
  const [, one] = await renderSlides(body);
  assert.match(one!.body, /<li data-step="1">a<\/li>\s*<li data-step="2">b<\/li>/);
  assert.equal(one!.facts.steps, 2);
  assert.ok(!(await renderArticle(body)).includes('data-step'));
});

test('a list that is not in steps has none', async () => {
  const [, one] = await renderSlides('## One {#one}\n\n- a\n- b\n');
  assert.equal(one!.facts.steps, 0);
});
