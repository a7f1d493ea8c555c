// Where Firefox's EventSource differs from Chromium's, as the chapters of Part I tell it.
import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import { describe } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { endAfter, serveScript, type Answer } from '../browser/scripted-server.ts';
import { atEnd } from '../support/at-end.ts';
import { serveHttp2 } from '../support/counting-server.ts';
import { inBothBrowsers } from '../support/figure.ts';
import { launch, newTab, openTab } from '../support/two-browsers.ts';
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

/** Which address of a redirect a browser asks after the stream has dropped. */
async function askedAfter(code: number, page: Page): Promise<'first' | 'last'> {
  const last = await serve((res) => endAfter(res, 'retry: 1\n\n'));
  const first = await serve(
    (res) => void res.writeHead(code, { Location: `${last.origin}/events` }).end(),
  );
  await page.goto(`${first.origin}/`);
  await open(page);
  // Whoever comes back to the first address is led to the last one again.
  await until('a second answer', () => last.requests.length > 1);
  return first.requests.length > 1 ? 'first' : 'last';
}

/** Addresses of other origins from which no answer comes. */
async function fruitless(): Promise<Record<string, string>> {
  const closed = await serve(() => {});
  await closed.close();
  const noise = createServer((socket) => void socket.end('220 mail.example ready\r\n'));
  await new Promise<void>((resolve) => noise.listen(0, '127.0.0.1', resolve));
  atEnd(() => void noise.close());
  return {
    refused: `${closed.origin}/events`,
    'of an unknown host': 'http://nobody.invalid/events',
    'of a certificate that it does not trust': `${(await serveHttp2()).origin}/events`,
    'that is not HTTP': `http://127.0.0.1:${(noise.address() as AddressInfo).port}/events`,
  };
}

/** Leaves a page and comes back. @returns whether it had been kept */
async function isKept(browser: Browser, url: string, elsewhere: string, withStream: boolean) {
  const page = await openTab(browser, url);
  if (withStream) {
    await open(page);
    await until('open', async () => (await seen(page)).includes('open'));
  }
  await page.evaluate(() => Object.assign(globalThis, { isOld: true }));
  await page.goto(elsewhere);
  // A page that was kept is not loaded: there is nothing that a driver could wait for.
  await page.evaluate(() => history.back());
  const address = () => page.evaluate(() => location.href).catch(() => '');
  await until('the first page', async () => (await address()) === url);
  return page.evaluate(() => (globalThis as { isOld?: true }).isOld === true);
}

// Mostly they wait, each for a server of its own.
describe('EventSource in both browsers', { concurrency: 4 }, () => {
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
      const page = await newTab(browser);
      const pause = await pauseAfter(page, await serve((res) => endAfter(res, ': ok\n\n')));
      const expected = engine === 'firefox' ? 5000 : 3000;
      assert.ok(pause > expected - 50 && pause < expected + 1900, `${pause} ms`);
      await page.close();
    },
  );

  inBothBrowsers('Firefox waits 500 ms at least, whatever retry says', async (browser, engine) => {
    const page = await newTab(browser);
    const pause = await pauseAfter(page, await serve((res) => endAfter(res, 'retry: 0\n\n')));
    assert.equal(pause > 490, engine === 'firefox', `${pause} ms`);
    await page.close();
  });

  inBothBrowsers(
    'an id without data counts in Chromium, and not in Firefox',
    async (browser, engine) => {
      const server = await serve((res) => endAfter(res, 'retry: 1\nid: 1\ndata: x\n\nid: 2\n\n'));
      const page = await newTab(browser);
      await pauseAfter(page, server);
      assert.equal(server.requests[1]?.lastEventId, engine === 'firefox' ? '1' : '2');
      await page.close();
    },
  );

  inBothBrowsers(
    'after a drop Firefox asks the last address of a 301 or 308, else the first',
    async (browser, engine) => {
      const others = engine === 'firefox' ? 'first' : 'last';
      const expected = { 301: 'last', 302: others, 303: others, 307: others, 308: 'last' };
      const page = await newTab(browser);
      const asked: Record<string, string> = {};
      for (const code of Object.keys(expected)) asked[code] = await askedAfter(Number(code), page);
      assert.deepEqual(asked, expected);
      await page.close();
    },
  );

  inBothBrowsers(
    'where another origin has no answer Firefox gives up, Chromium comes back',
    async (_, engine) => {
      const page = await newTab(await launch(engine, false));
      const site = await serve(() => {});
      for (const [what, url] of Object.entries(await fruitless())) {
        await page.goto(`${site.origin}/`);
        await open(page, url);
        await until(`the end of a stream ${what}`, async () => (await seen(page)).length > 0);
        assert.equal((await seen(page))[0], engine === 'firefox' ? 'for good' : 'again', what);
      }
      await page.close();
    },
  );

  inBothBrowsers(
    'Firefox does not keep a page with an open stream for going back, Chromium does',
    async (browser, engine) => {
      const server = await serve(
        (res) => void res.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(': ok\n\n'),
      );
      const other = await serve(() => {});
      const [url, elsewhere] = [`${server.origin}/`, `${other.origin}/`];
      assert.equal(await isKept(browser, url, elsewhere, false), true);
      assert.equal(await isKept(browser, url, elsewhere, true), engine === 'chromium');
    },
  );
});
