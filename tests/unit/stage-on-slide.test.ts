import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stageMarkup } from '../../src/components/stage-markup.ts';

const stage = { slug: 'first-stream', label: 'A <b>', locale: 'en', variant: 'slide' } as const;

test('a stage on a slide has panes and faults, and no drawers', async () => {
  const html = await stageMarkup(stage);
  assert.match(html, /^<sse-demo class="stage stage-slide" id="first-stream"/);
  assert.equal(html.match(/data-fault="/g)?.length, 7);
  assert.match(html, /data-fault-result role="status"/);
  assert.ok(!html.includes('<details'));
  assert.match(html, /A &#60;b&#62;/);
});

test('a second stage of the same demo shares no id and no choice with the first', async () => {
  const names = (html: string) =>
    [...html.matchAll(/ (?:id|name|aria-labelledby)="([^"]*)"/g)].map(([, name]) => name);
  const first = new Set(names(await stageMarkup(stage)));
  const second = await stageMarkup({ ...stage, id: 'first-stream-2' });
  assert.match(second, / data-demo="first-stream"/);
  assert.deepEqual(
    names(second).filter((name) => first.has(name)),
    [],
  );
});
