import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderSlides } from '../support/markdown.ts';

test('a claim on a slide is its words', async () => {
  const [, one] = await renderSlides(
    '## One {#one}\n\n- Browsers :claim[*may* send it]{id=accept-header}.\n',
  );
  assert.match(one!.body, /<li>Browsers <em>may<\/em> send it\.<\/li>/);
});
