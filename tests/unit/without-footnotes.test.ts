import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderArticle, renderSlides } from '../support/markdown.ts';

const body =
  '## One {#one}\n\nSaid[^1].\n\n- Shown[^1] and [^2]\n\n[^1]: First.\n\n[^2]: Second.\n';

test('footnotes stay with the article', async () => {
  const [, one] = await renderSlides(body);
  assert.equal(one!.prose, '<p>Said.</p>');
  assert.match(one!.body, /<li>Shown and <\/li>/);
  assert.match(await renderArticle(body), /<section data-footnotes[\s\S]*First\.[\s\S]*Second\./);
});
