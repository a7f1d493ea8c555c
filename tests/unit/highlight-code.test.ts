import assert from 'node:assert/strict';
import { test } from 'node:test';
import { highlightCode } from '../../src/markdown/highlight.ts';
import { renderArticle } from '../support/markdown.ts';

test('a fence is coloured exactly as code elsewhere is', async () => {
  const code = 'const a: string[] = [];';
  const html = await renderArticle('```ts {1}\n' + code + '\n```');
  const pre = /<pre[\s\S]*<\/pre>/.exec(html)?.[0] ?? '';
  const same = await highlightCode(code, 'ts', { meta: '{1}' });
  assert.equal(pre, same);
});

test('a fence without a language is text in lines', async () => {
  const html = await renderArticle('```\na\nb\n```');
  assert.match(
    html,
    /<span class="line"><span class="tok-fg">a<\/span><\/span>\n<span class="line">/,
  );
});
