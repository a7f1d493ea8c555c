import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderArticle, renderSlides } from '../support/markdown.ts';

test('a stepper without its script is a stream as text, with a note in the reader’s language', async () => {
  const html = await renderArticle('::stepper[Byte por byte]{#stepper}', 'es');
  assert.match(html, /^<sse-stepper id="stepper" class="stepper"/);
  assert.match(html, /<p class="stepper-title">Byte por byte<\/p>/);
  assert.match(html, /necesita JavaScript/);
  assert.match(html, /<pre[^>]*><code>.*data: dos\\ndata: líneas\\n\\n</);
});

test('a stepper needs a label', async () => {
  await assert.rejects(renderArticle('::stepper{#stepper}'), /10-sample\.md:5 .*needs a label/);
});

test('a deck leaves it to the article, and says so where it was not left', async () => {
  const inArticle = '## A {#a}\n\n:::key\nb\n:::\n\n:::article\n::stepper[x]{#stepper}\n:::';
  assert.doesNotMatch(JSON.stringify(await renderSlides(inArticle)), /stepper/);
  await assert.rejects(
    renderSlides('## A {#a}\n\n::stepper[x]{#stepper}'),
    /10-sample\.md:7 ::stepper is for readers: put it into :::article/,
  );
});
