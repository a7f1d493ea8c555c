import assert from 'node:assert/strict';
import { test } from 'node:test';
import { locales } from '../../src/i18n/translate.ts';
import { rowName, valueText } from '../../src/markdown/measured-words.ts';
import { engines, readMeasured } from '../../src/markdown/measured.ts';
import { renderArticle, renderSlides } from '../support/markdown.ts';

test('a figure is a table of both browsers, with their versions, the day and the test', async () => {
  const html = await renderArticle('::measured[Eight *asked* for]{id=wall}', 'es');
  assert.match(
    html,
    /^<figure class="measured"><div class="table-scroll" role="group" tabindex="0"/,
  );
  assert.match(html, /aria-label="Tabla: Qué se midió, Chromium, Firefox"/);
  assert.match(html, /<caption>Eight <em>asked<\/em> for<\/caption>/);
  assert.match(html, /<th scope="row">abiertos en la página<\/th>\s*<td>6<\/td>\s*<td>5<\/td>/);
  assert.match(html, /<td>espera<\/td>\s*<td>recibe respuesta<\/td>/);
  assert.match(
    html,
    /Chromium 156\.0\.1, Firefox 153\.7\.0, el <time datetime="2026-11-26">26 de noviembre de 2026<\/time>/,
  );
  assert.match(html, /blob\/main\/demos\/first-stream\/server\.ts" title="“one of it”"/);
});

test('on a slide it is the block that the slide shows', async () => {
  const [, one, two] = await renderSlides(
    '## One {#one}\n\n:::key\nSix.\n:::\n\n::measured[a]{id=wall}\n\n::measured[b]{id=wall}\n',
  );
  assert.match(one!.body, /<caption>a<\/caption>/);
  assert.match(two!.body, /<caption>b<\/caption>/);
  assert.equal(two!.id, 'one-2');
});

test('an unknown figure fails with the figures there are', async () => {
  await assert.rejects(renderArticle('::measured[x]{id=nope}'), {
    message:
      /10-sample\.md:5 content\/measured\.json has no figure "nope"\. It has: wall, wordless\./,
  });
});

test('a figure needs a caption', async () => {
  await assert.rejects(renderArticle('::measured{id=wall}'), /:5 ::measured needs a caption/);
});

test('a row without words names the file that lacks them', async () => {
  await assert.rejects(
    renderArticle('::measured[x]{id=wordless}', 'es'),
    /:5 src\/i18n\/es\/measured\.json has no rows\.wordless\.open/,
  );
});

test('every figure on record has its words in every language, and the same rows in both browsers', () => {
  for (const [id, figure] of Object.entries(readMeasured(process.cwd()).figures)) {
    const [rows, others] = engines.map((engine) => Object.keys(figure[engine]));
    assert.deepEqual(rows, others, id);
    for (const locale of locales) {
      for (const row of rows ?? []) assert.ok(rowName(id, row, locale));
      for (const value of engines.flatMap((engine) => Object.values(figure[engine])))
        assert.ok(valueText(value, locale));
    }
  }
});
