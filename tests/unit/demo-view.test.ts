import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fillView, isInteractive } from '../../src/demo-view.ts';

const words = JSON.stringify({ en: { go: 'Go & "see"' }, es: { go: 'Ve' } });

test('a view speaks the reader’s language, its words as text', () => {
  const view = '<button title="{{go}}">{{go}}</button>\n';
  assert.equal(fillView(view, words, 'es'), '<button title="Ve">Ve</button>');
  assert.match(fillView(view, words, 'en'), /title="Go &#38; &#34;see&#34;"/);
});

test('a view without words stays as it is', () => {
  assert.equal(fillView('<ul></ul>\n', undefined, 'en'), '<ul></ul>');
});

test('a word that a language lacks is named', () => {
  assert.throws(() => fillView('{{stop}}', words, 'es'), /\{\{stop\}\}.*lacks in "es"/);
  assert.throws(() => fillView('{{go}}', undefined, 'en'), /lacks in "en"/);
});

test('a view with controls is told apart from one that shows what arrives', () => {
  assert.deepEqual(['<ul></ul>', '<input>', '<button>'].map(isInteractive), [false, true, true]);
});
