import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderArticle, renderWhole } from '../support/markdown.ts';

test('a heading without an id fails and says how to give one', async () => {
  await assert.rejects(renderArticle('## The wire'), {
    message: /10-sample\.md:5 The heading "The wire" has no id\..* ## The wire \{#an-id\}/,
  });
  await assert.rejects(renderArticle(':::article\n### Deep\n:::'), /has no id/);
});

test('the title is in the front matter alone', async () => {
  await assert.rejects(renderArticle('# Title'), /begin headings at ##/);
});

test('headings of an authored slide need no id', async () => {
  assert.equal((await renderArticle('::::slide{#three}\n### Three things\n::::')).trim(), '');
});

test('an id is taken once, by heading, slide, break or poll', async () => {
  await assert.rejects(
    renderArticle('## A {#same}\n\n::break{#same}'),
    /10-sample\.md:7 The id "same" is taken/,
  );
});

test('an id is lower case ASCII, as it stands in addresses of every language', async () => {
  await assert.rejects(renderArticle('## A {#Año}'), /not of the form/);
});

test('the ids reach the table of contents', async () => {
  const { metadata } = await renderWhole('## One {#one}\n\n### Two {#two}');
  assert.deepEqual(metadata.headings, [
    { depth: 2, slug: 'one', text: 'One' },
    { depth: 3, slug: 'two', text: 'Two' },
  ]);
});
