import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderArticle } from '../support/markdown.ts';

const text = (html: string) => html.replace(/<[^>]+>/g, '');
const fence = (meta: string, body = '') => '```ts ' + meta + '\n' + body + '```\n';

test('a fence is filled from the file that runs', async () => {
  const html = await renderArticle(fence('file=demos/first-stream/server.ts region=send'));
  assert.match(text(html), /export const send = 1;/);
  assert.ok(!html.includes('#region'));
});

test('a missing region fails with chapter, line and the regions there are', async () => {
  await assert.rejects(renderArticle(fence('file=demos/first-stream/server.ts region=resume')), {
    message:
      /10-sample\.md:5 demos\/first-stream\/server\.ts has no region "resume"\. It has: send\./,
  });
});

test('a missing file and an unknown word of meta fail', async () => {
  await assert.rejects(renderArticle(fence('file=demos/first-stream/no.ts')), /does not exist/);
  await assert.rejects(renderArticle(fence('regoin=send')), /does not know "regoin"/);
});

test('a fence that is filled must be empty', async () => {
  const filled = fence('file=demos/first-stream/server.ts', 'x\n');
  await assert.rejects(renderArticle(filled), /leave it empty/);
});
