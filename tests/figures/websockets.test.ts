// WebSockets beside the six: those that are open do not count; where a new one comes from differs.
import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Page } from 'puppeteer-core';
import { WebSocketServer } from 'ws';
import { atEnd } from '../support/at-end.ts';
import { serveHttp1 } from '../support/counting-server.ts';
import { figure } from '../support/figure.ts';
import {
  ask,
  closeStream,
  fateOf,
  openStreams,
  untilAnswered,
  untilEvents,
  untilOpen,
} from '../support/streams-in-page.ts';
import { openTab } from '../support/two-browsers.ts';
import { until } from '../support/until.ts';

/** The same server takes event streams, requests and WebSockets. */
async function serveBoth() {
  const counting = await serveHttp1();
  const sockets = new WebSocketServer({ noServer: true });
  counting.server.on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) =>
    sockets.handleUpgrade(req, socket, head, (one) => one.on('error', () => {})),
  );
  atEnd(() => sockets.clients.forEach((one) => one.terminate()));
  return { ...counting, sockets: () => sockets.clients.size };
}

async function openSockets(page: Page, count: number): Promise<void> {
  await page.evaluate((count) => {
    const holder = globalThis as { sockets?: WebSocket[] };
    const open = () => new WebSocket(`ws://${location.host}/socket`);
    holder.sockets = [...(holder.sockets ?? []), ...Array.from({ length: count }, open)];
  }, count);
}

function countSockets(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { sockets } = globalThis as unknown as { sockets: WebSocket[] };
    return sockets.filter(({ readyState }) => readyState === WebSocket.OPEN).length;
  });
}

async function untilSockets(page: Page, count: number): Promise<void> {
  await until(`${count} open WebSockets`, async () => (await countSockets(page)) === count);
}

figure('websockets', 'ten open WebSockets leave room for six streams', async (browser) => {
  const server = await serveBoth();
  const page = await openTab(browser, `${server.origin}/`);
  await openSockets(page, 10);
  await untilSockets(page, 10);
  await openStreams(page, 6);
  await untilOpen(page, 6);
  await ask(page, 'fetch', '/answer');
  await untilEvents(page, 10);
  const values = {
    sockets: server.sockets(),
    streams: server.open(),
    fetch: await fateOf(page, 'fetch'),
  };
  await page.close();
  return values;
});

figure(
  'websocket-late',
  'a WebSocket that comes after six streams opens in Chromium and waits in Firefox',
  async (browser) => {
    const server = await serveBoth();
    const page = await openTab(browser, `${server.origin}/`);
    await openStreams(page, 6);
    await untilOpen(page, 6);
    await openSockets(page, 1);
    // It opens, or it is still waiting when the streams have had forty more events each.
    await Promise.race([untilSockets(page, 1), untilEvents(page, 40)]);
    const late = (await countSockets(page)) === 1 ? 'opens' : 'waits';
    assert.equal(server.sockets(), late === 'opens' ? 1 : 0);
    await closeStream(page, 0);
    await untilSockets(page, 1);
    // Once it is open, its place among the six is free again.
    await ask(page, 'fetch', '/answer');
    await untilAnswered(page, 'fetch');
    await page.close();
    return { late, afterOneClose: 'opens', fetchThen: 'answered' };
  },
);
