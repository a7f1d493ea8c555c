import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderArticle } from '../support/markdown.ts';

test('links to other sites get a rel, those of the course do not', async () => {
  assert.match(await renderArticle('[a](https://x.example/)'), /rel="external noopener"/);
  for (const href of ['/en/', '#id', 'http://localhost:4322/', 'mailto:a@b.example']) {
    assert.ok(!(await renderArticle(`[a](${href})`)).includes('rel='), href);
  }
});
