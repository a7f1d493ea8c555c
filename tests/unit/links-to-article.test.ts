import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderArticle, renderSlides } from '../support/markdown.ts';

const body =
  '## One {#one}\n\nSaid [there](#two).\n\n- See [two](#two)\n\n## Two {#two}\n\n- Here\n';

test('a link within the chapter leads from slides and notes into the article', async () => {
  const [, one] = await renderSlides(body, { locale: 'es' });
  assert.match(one!.body, /<a href="\/es\/sample\/#two">two<\/a>/);
  assert.match(one!.prose, /<a href="\/es\/sample\/#two">there<\/a>/);
  assert.match(await renderArticle(body), /<a href="#two">there<\/a>/);
});
