import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderArticle } from '../support/markdown.ts';

const words = (html: string) => html.replace(/<[^>]+>/g, '').replaceAll('&amp;', '&');

test('every word:word of the source is in the output', async () => {
  const source = `Vió el ñandú: event:update, localhost:3000 y retry:3000 a las 10:30, npm:astro.

- **año:niño** y *id:7*, [see data:x](http://localhost:4322/a:b), \`in:code\`
- fin de línea data:fin
- node:http

| a:b | c\\:d[e] |
|-----|--------|
| 1:2 | x:y{z} |

> quoted:words :smile: 😀:x http://localhost:3000/x

[ref:text][r] ends\\:here[^1]

[r]: http://x.example/a:b

[^1]: foot:note`;
  const html = words(await renderArticle(source));
  const visible = source.replace(/\]\([^)]*\)|`|^\[r\]:.*$/gm, ']');
  for (const [word] of visible.replaceAll('\\', '').matchAll(/[\p{L}\d]+:[\p{L}\d]+/gu)) {
    assert.ok(html.includes(word), `${word} is lost: ${html}`);
  }
  assert.match(html, /c:d\[e\]/);
  assert.match(html, /x:y\{z\}/);
  assert.match(html, /:smile: 😀:x/);
});

test('alternative text keeps its colons', async () => {
  assert.match(await renderArticle('![state:open at 10:30](/a.png)'), /alt="state:open at 10:30"/);
});

test('headings keep their colons, in the page and in its contents', async () => {
  assert.match(
    await renderArticle('## The event:update line {#update}'),
    /<h2 id="update">The event:update line</,
  );
});

test('a claim without text and attributes is a word', async () => {
  assert.match(await renderArticle('this:claim holds'), /this:claim holds/);
});

test('a colon word that would take a footnote or a link with it must be escaped', async () => {
  await assert.rejects(renderArticle('ends:here[^1]\n\n[^1]: foot'), {
    message: /10-sample\.md:5 There is no directive :here\..* If it is prose, write \\:here/,
  });
});

test('a misspelled text directive is an error with its line', async () => {
  await assert.rejects(renderArticle('a\n\nb :clam[text]{id=accept-header}'), {
    message: /10-sample\.md:7 There is no directive :clam\. There are: .*:claim/,
  });
});
