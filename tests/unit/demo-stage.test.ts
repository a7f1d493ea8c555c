import assert from 'node:assert/strict';
import { test } from 'node:test';
import { articleProcessor } from '../../src/markdown/index.ts';
import { renderArticle, smallProject } from '../support/markdown.ts';

test('a demo line becomes the stage, with its label and its language', async () => {
  const html = await renderArticle('::demo[From localhost:4322]{name=first-stream}', 'es');
  assert.match(
    html,
    /<sse-demo id="first-stream" data-demo="first-stream" data-locale="es">\s*From localhost:4322\s*<\/sse-demo>/,
  );
});

test('a demo stands once in a chapter', async () => {
  const line = '::demo[x]{name=first-stream}\n\n';
  await assert.rejects(renderArticle(line + line), /10-sample\.md:7 .*once is enough/);
});

test('a stage that fails says where it stands', async () => {
  const project = smallProject();
  const renderStage = () => Promise.reject(new Error('no view'));
  const renderer = await articleProcessor({ root: project.root, renderStage }).createRenderer({});
  await assert.rejects(
    async () => renderer.render('a\n\n::demo[x]{name=first-stream}', {}),
    /Markdown:3 no view/,
  );
  project.remove();
});
