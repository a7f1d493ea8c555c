// Where Firefox's EventSource differs from Chromium's, as the chapters of Part I tell it.
import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import type { Page } from 'puppeteer-core';
import type { Engine } from '../../src/markdown/measured.ts';
import { endAfter, serveScript, type Answer } from '../browser/scripted-server.ts';
import { atEnd } from '../support/at-end.ts';
import { serveHttp2 } from '../support/counting-server.ts';
import { inBothBrowsers } from '../support/figure.ts';
import { launch, openTab } from '../support/two-browsers.ts';
import { until } from '../support/until.ts';

type Seen = { states: string[]; source: EventSource };

/** Opens a stream of the test's script in a page of the same server. */
async function open(page: Page, url = '/events'): Promise<void> {
  await page.evaluate((url) => {
    const source = new EventSource(url);
    const seen: Seen = { states: [], source };
    source.onopen = () => seen.states.push('open');
    source.onerror = () => seen.states.push(['again', '', 'for good'][source.readyState] ?? '');
    Object.assign(globalThis, { seen });
  }, url);
}

/** What the page has heard of the stream: `open`; `again` or `for good` at an error. */
function seen(page: Page): Promise<string[]> {
  return page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen.states);
}

async function serve(answer: Answer) {
  const server = await serveScript(answer);
  atEnd(server.close);
  return server;
}

/** Milliseconds from the first answer, which ends at once, to the second request. */
async function pauseAfter(page: Page, server: Awaited<ReturnType<typeof serve>>): Promise<number> {
  await page.goto(`${server.origin}/`);
  await open(page);
  await until('a second request', () => server.requests.length > 1);
  const [first, second] = server.requests;
  return second!.at - first!.at;
}

inBothBrowsers(
  'Firefox holds back open until a byte of the body, Chromium does not',
  async (browser, engine) => {
    const bodyless = Promise.withResolvers<Parameters<Answer>[0]>();
    const server = await serve((res) => {
      res.writeHead(200, { 'Content-Type': 'text/event-stream' }).flushHeaders();
      bodyless.resolve(res);
    });
    const other = await serve(
      (res) => void res.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(': ok\n\n'),
    );
    const page = await openTab(browser, `${server.origin}/`);
    await open(page);
    const res = await bodyless.promise;
    // A stream that was asked for later, and has a body, is open by then.
    const later = await openTab(browser, `${other.origin}/`);
    await open(later);
    await until('the other stream', async () => (await seen(later)).includes('open'));
    assert.deepEqual(await seen(page), engine === 'firefox' ? [] : ['open']);
    res.write(':');
    await until('open', async () => (await seen(page)).includes('open'));
    await Promise.all([page.close(), later.close()]);
  },
);

inBothBrowsers(
  'after a drop Firefox waits five seconds, Chromium three',
  async (browser, engine) => {
    const page = await browser.newPage();
    const pause = await pauseAfter(page, await serve((res) => endAfter(res, ': ok\n\n')));
    const expected = engine === 'firefox' ? 5000 : 3000;
    assert.ok(pause > expected - 50 && pause < expected + 1900, `${pause} ms`);
    await page.close();
  },
);

inBothBrowsers('Firefox waits 500 ms at least, whatever retry says', async (browser, engine) => {
  const page = await browser.newPage();
  const pause = await pauseAfter(page, await serve((res) => endAfter(res, 'retry: 0\n\n')));
  assert.equal(pause > 490, engine === 'firefox', `${pause} ms`);
  await page.close();
});

inBothBrowsers(
  'an id without data counts in Chromium, and not in Firefox',
  async (browser, engine) => {
    const server = await serve((res) => endAfter(res, 'retry: 1\nid: 1\ndata: x\n\nid: 2\n\n'));
    const page = await browser.newPage();
    await pauseAfter(page, server);
    assert.equal(server.requests[1]?.lastEventId, engine === 'firefox' ? '1' : '2');
    await page.close();
  },
);
