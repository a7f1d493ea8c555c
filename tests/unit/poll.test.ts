import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderArticle } from '../support/markdown.ts';

const source = `:::poll{#q-restart}
What *happens*?

- [ ] nothing
- [x] event:error

  Because of this.

After all.
:::`;

test('its verdict waits for a script, in the language of the chapter', async () => {
  assert.match(
    await renderArticle(source, 'es'),
    /<\/fieldset><p class="poll-verdict" role="status" data-right="Correcto\." data-wrong="[^"]+"><\/p><details/,
  );
});

test('a poll is a question with options and an answer to open', async () => {
  const html = await renderArticle(source, 'es');
  assert.match(
    html,
    /^<course-poll class="poll" id="q-restart"><fieldset><legend>What <em>happens<\/em>\?<\/legend>/,
  );
  assert.match(html, /<label class="poll-option"><input type="radio" name="q-restart" value="A">/);
  assert.match(
    html,
    /<label class="poll-option" data-right="">.*value="B".*<span class="poll-text">event:error<\/span>/,
  );
  assert.match(
    html,
    /<summary>Ver la respuesta<\/summary><p class="poll-right">Respuesta correcta: B<\/p><p>Because of this\.<\/p><p>After all\.<\/p>/,
  );
});

const broken: [name: string, body: string][] = [
  ['without a question', '- [x] a\n- [ ] b'],
  ['without options', 'Why?'],
  ['with an unmarked option', 'Why?\n\n- [x] a\n- b'],
  ['without a right option', 'Why?\n\n- [ ] a\n- [ ] b'],
];

for (const [name, body] of broken) {
  test(`a poll ${name} fails`, async () => {
    await assert.rejects(
      renderArticle(`:::poll{#q}\n${body}\n:::`),
      /10-sample\.md:5 :::poll holds a question/,
    );
  });
}
