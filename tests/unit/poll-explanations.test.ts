import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderSlides } from '../support/markdown.ts';

const poll = `:::poll{#q}
Why?

- [ ] no

  Because A.
- [x] yes

After all.
:::

`;

test('a poll on a slide keeps question, options and letter; the presenter has the explanation', async () => {
  const [, one] = await renderSlides(`## One {#one}\n\n${poll}`);
  assert.match(one!.body, /<legend>Why\?<\/legend>.*>no<\/span>.*data-right.*>yes<\/span>/s);
  assert.match(one!.body, /<p class="poll-right">Right answer: B<\/p><\/details>/);
  assert.match(one!.prose, /^<div class="poll-why"><p>Because A\.<\/p><p>After all\.<\/p><\/div>$/);
});

test('a poll of an authored slide is explained in its notes too', async () => {
  const [, slide] = await renderSlides(`## One {#one}\n\n::::slide{#s}\n### S\n${poll}::::\n`);
  assert.ok(!slide!.body.includes('After all'));
  assert.match(slide!.prose, /Because A\..*After all\./s);
});
