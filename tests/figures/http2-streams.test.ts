// The wall of HTTP/2 stands where the server says, or where the browser does if the server is silent.
import assert from 'node:assert/strict';
import type { Browser } from 'puppeteer-core';
import { serveHttp2 } from '../support/counting-server.ts';
import { figure } from '../support/figure.ts';
import {
  ask,
  countBoth,
  countOpen,
  openStreams,
  untilAnswered,
  untilEvents,
  untilNoMoreOpen,
  untilOpen,
} from '../support/streams-in-page.ts';
import { openTab } from '../support/two-browsers.ts';

/** Two streams more than the server allows, and a fetch behind them. */
async function beyondTheLimit(browser: Browser, limit: number) {
  const server = await serveHttp2(limit);
  const page = await openTab(browser, `${server.origin}/`);
  await openStreams(page, limit + 2);
  await untilOpen(page, limit);
  await ask(page, 'fetch', '/answer');
  await untilEvents(page, 10);
  const full = await countBoth(page, server, limit + 2);
  assert.equal(server.requests('/answer'), 0);
  // Not closed by the page: Node counts a stream that was reset until its loop has turned.
  for (const _ of [1, 2, 3]) server.endOldest();
  await untilAnswered(page, 'fetch');
  await page.close();
  return { ...full, fetchThen: 'answered' };
}

figure(
  'http2-ten',
  'a server that allows ten HTTP/2 streams gets ten, and a fetch waits',
  (browser) => beyondTheLimit(browser, 10),
);

figure(
  'http2-forty',
  'a server that allows forty HTTP/2 streams gets forty, and a fetch waits',
  (browser) => beyondTheLimit(browser, 40),
);

/** How many of the streams a server gets that announces a limit far away, or none. */
async function openOf(browser: Browser, asked: number, limit?: number): Promise<number> {
  const server = await serveHttp2(limit);
  const page = await openTab(browser, `${server.origin}/`);
  await openStreams(page, asked);
  const open = await untilNoMoreOpen(page);
  assert.equal(server.open(), open);
  await page.close();
  return open;
}

figure(
  'http2-silent',
  'where a server is silent or generous, the browser has a limit of its own',
  async (browser) => ({
    silent: await openOf(browser, 110),
    generous: await openOf(browser, 300, 1000),
  }),
);

figure('http2-tabs', 'two tabs share one HTTP/2 connection and its limit', async (browser) => {
  const server = await serveHttp2(10);
  const [one, two] = [
    await openTab(browser, `${server.origin}/`),
    await openTab(browser, `${server.origin}/`),
  ];
  await openStreams(one, 6);
  await untilOpen(one, 6);
  await openStreams(two, 6);
  await untilOpen(two, 4);
  await untilEvents(two, 10);
  const values = {
    tabOne: await countOpen(one),
    tabTwo: await countOpen(two),
    atServer: server.open(),
    connections: server.connections(),
  };
  await one.close();
  await untilOpen(two, 6);
  await two.close();
  return { ...values, tabTwoThen: 6 };
});
