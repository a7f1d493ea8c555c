import assert from 'node:assert/strict';
import { test } from 'node:test';
import { highlightCode } from '../../src/markdown/highlight.ts';

test('colours are classes and never styles', async () => {
  const html = await highlightCode('const a = "b"; // c', 'ts');
  assert.match(html, /^<pre class="code-block" tabindex="0" data-language="ts">/);
  assert.match(html, /<span class="tok-keyword">const<\/span>/);
  assert.match(html, /class="tok-comment"/);
  assert.ok(!html.includes('style='));
});

test('every class of the many languages shown has a token name', async () => {
  const samples = {
    ts: 'a`b${c}`\nfunction f(x: number) {}',
    html: '<a href="b">c</a>',
    sh: 'curl -N x # y',
    json: '{"a":1}',
    http: 'GET / HTTP/1.1\nA: b',
    text: 'data: x',
  };
  for (const [lang, code] of Object.entries(samples)) {
    const html = await highlightCode(code, lang);
    for (const [, name] of html.matchAll(/<span class="(?!line)([^"]+)"/g)) {
      assert.match(
        name!,
        /^tok-(keyword|string|string-expression|comment|function|constant|parameter|punctuation|link|fg)$/,
      );
    }
  }
});

test('one step marks its lines; several steps are for slides and mark none', async () => {
  const marked = (html: string) => html.split('\n').map((line) => line.includes('line marked'));
  assert.deepEqual(marked(await highlightCode('a\nb\nc', 'text', { meta: '{2-3}' })), [
    false,
    true,
    true,
  ]);
  assert.deepEqual(marked(await highlightCode('a\nb\nc', 'text', { meta: '{1|2}' })), [
    false,
    false,
    false,
  ]);
});

test('code is text: markup in it is escaped', async () => {
  assert.ok(!(await highlightCode('<script>', 'text')).includes('<script>'));
});

test('an event stream shows its fields and comments, and leaves unknown lines alone', async () => {
  const html = await highlightCode(': hi\ndata: a:b\nid\nname: x', 'event-stream');
  assert.match(html, /data-language="event-stream"/);
  assert.match(html, /<span class="tok-comment">: hi<\/span>/);
  assert.match(
    html,
    /<span class="tok-keyword">data<\/span><span class="tok-punctuation">:<\/span><span class="tok-string"> a:b<\/span>/,
  );
  assert.match(html, /<span class="tok-keyword">id<\/span>/);
  assert.match(html, /<span class="tok-fg">name: x<\/span>/);
});

test('several steps are written on the code for the deck to walk through', async () => {
  const html = await highlightCode('a\nb\nc', 'text', { meta: '{*|1|2-3}' });
  assert.match(html, /^<pre [^>]*data-line-steps="\*\|1\|2,3">/);
  assert.ok(!(await highlightCode('a', 'text', { meta: '{1}' })).includes('data-line-steps'));
});
