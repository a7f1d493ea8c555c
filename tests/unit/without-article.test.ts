import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderSlides } from '../support/markdown.ts';

test('what is for readers only is on no slide and in no notes', async () => {
  const hidden =
    '::::article\n## Hidden {#hidden}\n\nHIDDEN\n\n- HIDDEN\n\n:::notes\nHIDDEN\n:::\n::::\n\n';
  const slides = await renderSlides(
    `a\n\n${hidden}## One {#one}\n\n- item\n\n  :::article\n  HIDDEN\n  :::\n`,
  );
  assert.deepEqual(
    slides.map(({ id }) => id),
    ['title', 'one'],
  );
  assert.ok(!JSON.stringify(slides).includes('HIDDEN'));
});
