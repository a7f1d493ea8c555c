import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderSlides } from '../support/markdown.ts';

const body = '## One {#one}\n\n::demo[A *stream*]{name=first-stream}\n';

test('the console shows a demo as its label', async () => {
  const [, one] = await renderSlides(body, { reading: 'console' });
  assert.equal(
    one!.body,
    '<div class="demo-poster"><p class="demo-poster-kicker">Live demo</p><p class="demo-poster-label">A <em>stream</em></p></div>',
  );
  assert.deepEqual(one!.facts.layout, ['has-demo']);
});

test('the deck may come back to a demo; its stages have ids of their own', async () => {
  const slides = await renderSlides(`${body}\n::break{#again}\n\n::demo[B]{name=first-stream}\n`);
  assert.deepEqual(
    slides.map(({ body }) => /<sse-demo id="([^"]+)"/.exec(body)?.[1]),
    [undefined, 'first-stream', 'first-stream-2'],
  );
});
