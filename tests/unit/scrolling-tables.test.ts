import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderArticle } from '../support/markdown.ts';

test('a table scrolls in a named box that the keyboard reaches', async () => {
  const html = await renderArticle('| Code | Retry |\n|---|---|\n| 204 | no |', 'es');
  assert.match(
    html,
    /^<div class="table-scroll" role="group" tabindex="0" aria-label="Tabla: Code, Retry"><table>/,
  );
});
