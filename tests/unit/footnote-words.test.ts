import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderArticle } from '../support/markdown.ts';

test('footnotes speak the language of the chapter', async () => {
  const html = await renderArticle('a[^1]\n\n[^1]: b', 'es');
  assert.match(html, /<h2 class="sr-only" id="footnote-label">Notas al pie<\/h2>/);
  assert.match(html, /aria-label="Volver a la referencia 1"/);
  assert.ok(!html.includes('heading-link'));
});
