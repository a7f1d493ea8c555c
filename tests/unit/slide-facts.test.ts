import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measureSlide } from '../../src/course/slide-facts.ts';

test('words are what an audience reads', () => {
  const read = '<p>one <b>tw</b>o, three:</p><ul><li>fo·ur – five</li></ul>';
  const unread =
    '<figure class="code"><figcaption>a.ts</figcaption><pre>x y z</pre></figure><details><summary>More</summary></details><span class="sr-only">hidden</span><sse-demo><p>a b c</p></sse-demo><span aria-hidden="true">A</span>';
  assert.equal(measureSlide(read).words, 5);
  assert.equal(measureSlide(read + unread).words, 5);
});

test('code is measured in lines and characters, without the blank ones at its end', () => {
  const html =
    '<pre><code><span class="line">añ &lt;</span>\n\n<span class="line">abcdef</span>\n\n</code></pre>';
  assert.deepEqual(measureSlide(html).code, [{ lines: 3, columns: 6 }]);
});

test('steps are the most that a list or a stepped code has', () => {
  assert.equal(measureSlide('<ul><li data-step="1">a</li><li data-step="2">b</li></ul>').steps, 2);
  assert.equal(measureSlide('<pre data-line-steps="*|1|4,5"></pre>').steps, 2);
  assert.equal(measureSlide('<pre></pre>').steps, 0);
});

test('layout says what a slide is made of; the inside of a demo does not count', () => {
  const demo = '<sse-demo><ul><li>a</li></ul><figure class="code"><pre></pre></figure></sse-demo>';
  assert.deepEqual(measureSlide(demo).layout, ['has-demo']);
  const key = '<div class="key"><p>a</p></div>';
  assert.deepEqual(measureSlide(key).layout, ['has-key', 'only-key']);
  assert.deepEqual(measureSlide(`${key}<table></table>`).layout, ['has-table', 'has-key']);
});
