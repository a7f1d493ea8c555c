// A reload at the wall: the page needs a seventh connection to replace the one that has six.
import assert from 'node:assert/strict';
import type { Page } from 'puppeteer-core';
import { serveHttp1 } from '../support/counting-server.ts';
import { figure } from '../support/figure.ts';
import { openStreams, untilOpen } from '../support/streams-in-page.ts';
import { openTab } from '../support/two-browsers.ts';
import { until } from '../support/until.ts';

/** Presses reload; `isDone` tells whether the new page is there. */
function reload(page: Page): { isDone: () => boolean; done: Promise<unknown> } {
  let isDone = false;
  const done = page.reload().then(() => (isDone = true));
  return { isDone: () => isDone, done };
}

figure(
  'reload',
  'a reload behind six streams hangs in Chromium, and not in Firefox',
  async (browser) => {
    const server = await serveHttp1();
    const page = await openTab(browser, `${server.origin}/`);
    const before = server.requests('/');
    await openStreams(page, 6);
    await untilOpen(page, 6);
    const { isDone, done } = reload(page);
    // Either the request comes, or the six streams of the old page go on for forty more events each.
    const events = server.ticks(40).then(() => 'waits');
    const request = until('the request', () => server.requests('/') > before).then(
      () => 'answered',
    );
    const reloaded = await Promise.race([events, request]);
    if (reloaded === 'waits') assert.equal(server.open(), 6);
    assert.equal(isDone() && reloaded === 'waits', false);
    if (reloaded === 'waits') server.endOldest();
    await done;
    await until('the streams of the old page to end', () => server.open() === 0);
    await page.close();
    return { reload: reloaded, afterOneEnded: 'answered' };
  },
);
