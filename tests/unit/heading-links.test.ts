import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderArticle } from '../support/markdown.ts';

test('a heading has a named link beside it', async () => {
  const html = await renderArticle('## The `wire` {#wire}', 'es');
  assert.match(
    html,
    /^<div class="heading level-h2"><h2 id="wire">The <code>wire<\/code><\/h2><a class="heading-link" href="#wire"[^>]*><span aria-hidden="true">#<\/span><span class="sr-only">Enlace a «The wire»<\/span><\/a><\/div>/,
  );
});
