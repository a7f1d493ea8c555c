import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderArticle } from '../support/markdown.ts';

const fence = (meta: string) => '```ts ' + meta + '\nconst a = 1;\n```';

test('a fence stands in a figure with a copy button that waits for a script', async () => {
  const html = await renderArticle(fence(''), 'es');
  assert.match(
    html,
    /^<figure class="code" data-language="ts"><button class="code-copy" type="button" data-copy="" data-copied="Copiado"[^>]* hidden>Copiar<\/button><pre class="code-block" tabindex="0" data-language="ts"><code>/,
  );
  assert.ok(!html.includes('figcaption'));
});

test('its caption is the title, or else the file', async () => {
  assert.match(
    await renderArticle(fence('title="The head"')),
    /<figcaption class="code-caption">The head</,
  );
  const filled = '```ts file=demos/first-stream/server.ts\n```';
  assert.match(
    await renderArticle(filled),
    /<figcaption class="code-caption">demos\/first-stream\/server\.ts</,
  );
});

test('marked lines are marked, and nothing carries a style', async () => {
  const html = await renderArticle(fence('{1}'));
  assert.match(html, /<span class="line marked">/);
  assert.ok(!html.includes('style='));
});

test('a language that nothing colours is an error', async () => {
  await assert.rejects(renderArticle('```evenstream\nx\n```'), {
    message: /10-sample\.md:5 Nothing here colours the language "evenstream"/,
  });
});
