import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderSlides } from '../support/markdown.ts';

const notes =
  ':::notes\nFirst.\nAsk: Why `x`\nand why y?\nDemo 2: Press it.\nTime: 1,5 min, at most.\n:::\n';

test('prompts say what kind they are, in the language of the course, and which step they belong to', async () => {
  const [, one] = await renderSlides(`## One {#one}\n\n${notes}`, { locale: 'es' });
  assert.equal(
    one!.prompts.replaceAll('</p><p', '</p>\n<p'),
    `<p>First.</p>
<p class="prompt prompt-ask" data-kind="ask"><strong class="prompt-label">Pregunta</strong> Why <code>x</code> and why y?</p>
<p class="prompt prompt-demo" data-kind="demo" data-at-step="2"><strong class="prompt-label">Demo</strong> Press it.</p>
<p class="prompt prompt-time" data-kind="time" data-minutes="1.5"><strong class="prompt-label">Tiempo</strong> 1,5 min, at most.</p>`,
  );
  assert.equal(one!.minutes, 1.5);
});

test('times are minutes, seconds or both', async () => {
  const times = ['30 s.', '1 min 30 s', 'as long as it takes'];
  const slides = await renderSlides(
    times.map((time, index) => `## T {#t${index}}\n\n:::notes\nTime: ${time}\n:::\n`).join('\n'),
  );
  assert.deepEqual(
    slides.slice(1).map(({ minutes }) => minutes),
    [0.5, 1.5, 0],
  );
});

test('a list in notes stays a list', async () => {
  const [, one] = await renderSlides('## One {#one}\n\n:::notes\n- a\n\nAsk: b\n:::\n');
  assert.match(one!.prompts, /<ul>\s*<li>a<\/li>\s*<\/ul>\s*<p class="prompt prompt-ask"/);
});
