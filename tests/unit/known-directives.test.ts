import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderArticle } from '../support/markdown.ts';

const unknown: [name: string, source: string, message: RegExp][] = [
  [
    'container',
    'a\n\n:::warning\nb\n:::',
    /10-sample\.md:7 There is no directive :::warning\. There are: :::key/,
  ],
  ['leaf', '::video{id=x}', /10-sample\.md:5 There is no directive ::video/],
];

for (const [kind, source, message] of unknown) {
  test(`an unknown ${kind} fails with file, line and the known names`, async () => {
    await assert.rejects(renderArticle(source), { message });
  });
}

test('the line is right inside other directives and lists', async () => {
  await assert.rejects(renderArticle('- a\n- b\n\n  :::tip\n  c\n  :::'), /10-sample\.md:8 /);
});

const wrong: [name: string, source: string, message: RegExp][] = [
  ['a leaf written as a container', ':::demo\n:::', /:::demo is written ::demo\[label\]/],
  ['a container written as a leaf', '::key', /::key is written :::key/],
  ['a missing attribute', '::break', /::break needs its id/],
  ['an attribute too many', ':::key{id=x}\na\n:::', /has no attribute "id"/],
  ['a claim without id', ':claim[text]', /:claim needs its id/],
  [
    'an unknown demo',
    '::demo[x]{name=nope}',
    /There is no demo "nope" in demos\/\. There are: first-stream\./,
  ],
  ['a demo without label', '::demo{name=first-stream}', /needs a label/],
];

for (const [name, source, message] of wrong) {
  test(`${name} fails`, async () => {
    await assert.rejects(renderArticle(source), { message });
  });
}
