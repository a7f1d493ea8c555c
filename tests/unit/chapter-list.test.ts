import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createChapterList } from '../../src/course/chapter-list.ts';
import { readChapterPath } from '../../src/course/chapter-path.ts';

const chapter = (path: string, minutes = 10) => ({
  filePath: `content/${path}.md`,
  title: path,
  description: '',
  minutes,
  objectives: [],
});
const part = (locale: string, name: string) => ({
  locale,
  part: name,
  title: name,
  description: '',
});

const entries = [
  chapter('en/20-depth/10-wire', 7),
  chapter('en/10-basics/20-two', 5),
  chapter('es/10-basics/10-one'),
  chapter('en/10-basics/10-one', 12),
];
const list = createChapterList(entries, [
  part('en', '10-basics'),
  part('en', '20-depth'),
  part('es', '10-basics'),
]);

test('chapters come in the order of their numbers', () => {
  assert.deepEqual(
    list.chapters('en').map(({ url }) => url),
    ['/en/one/', '/en/two/', '/en/wire/'],
  );
});

test('previous and next cross parts and stop at the ends', () => {
  assert.equal(list.next('en/two')?.slug, 'wire');
  assert.equal(list.previous('en/wire')?.slug, 'two');
  assert.equal(list.previous('en/one'), undefined);
  assert.equal(list.next('en/wire'), undefined);
  assert.equal(list.next('en/unknown'), undefined);
});

test('a part knows its chapters and their minutes', () => {
  const parts = list
    .parts('en')
    .map(({ title, minutes, chapters }) => [title, minutes, chapters.length]);
  assert.deepEqual(parts, [
    ['10-basics', 17, 2],
    ['20-depth', 7, 1],
  ]);
  assert.equal(list.minutes('en'), 24);
});

test('a counterpart is the same chapter in another language', () => {
  assert.equal(list.counterpart('en/one', 'es')?.url, '/es/one/');
  assert.equal(list.counterpart('en/two', 'es'), undefined);
});

test('two chapters may not share an address', () => {
  const twins = [chapter('en/10-a/10-one'), chapter('en/20-b/30-one')];
  assert.throws(() => createChapterList(twins, []), /would share the address \/en\/one\//);
});

test('a part without part.json is an error', () => {
  const { parts } = createChapterList([chapter('en/10-a/10-one')], []);
  assert.throws(() => parts('en'), /content\/en\/10-a has no part\.json/);
});

test('a path that is no chapter says what a path must be', () => {
  for (const path of [
    'content/en/one.md',
    'content/en/basics/10-one.md',
    'content/en/10-a/one.md',
  ]) {
    assert.throws(
      () => readChapterPath(path),
      /content\/<language>\/<NN-part>\/<NN-slug>\.md/,
      path,
    );
  }
});
