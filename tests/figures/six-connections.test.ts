// The wall of HTTP/1.1: what opens, what waits behind it, and what lets it go on.
import assert from 'node:assert/strict';
import type { Browser, Page } from 'puppeteer-core';
import { serveHttp1, type CountingServer } from '../support/counting-server.ts';
import { figure } from '../support/figure.ts';
import {
  ask,
  closeStream,
  countBoth,
  countOpen,
  fateOf,
  openStreams,
  untilAnswered,
  untilEvents,
  untilOpen,
} from '../support/streams-in-page.ts';
import { openTab } from '../support/two-browsers.ts';

/** A page that has as many streams open to its server as it gets, and another server. */
async function atTheWall(browser: Browser, asked = 6) {
  const [server, other] = await Promise.all([serveHttp1(), serveHttp1()]);
  const page = await openTab(browser, `${server.origin}/`);
  await openStreams(page, asked);
  await untilOpen(page, 6);
  return { server, other, page };
}

/** What waits still waits when a later question to another port has its answer, and the streams went on. */
async function letOthersGoFirst(page: Page, other: CountingServer): Promise<void> {
  await ask(page, 'another port', `${other.origin}/answer`);
  await untilAnswered(page, 'another port');
  await untilEvents(page, 5);
}

figure(
  'wall',
  'of eight streams six open, the others wait, and nothing says so',
  async (browser) => {
    const { server, other, page } = await atTheWall(browser, 8);
    await ask(page, 'fetch', '/answer');
    await letOthersGoFirst(page, other);
    const full = await countBoth(page, server, 8);
    assert.equal(server.requests('/answer'), 0);
    for (const stream of [0, 1]) await closeStream(page, stream);
    await untilEvents(page, 1, 7);
    const then = { openAgain: await countOpen(page) };
    await closeStream(page, 2);
    await untilAnswered(page, 'fetch');
    await page.close();
    return { ...full, ...then, fetchThen: 'answered' };
  },
);

figure('starved', 'whatever a page asks for waits behind six streams', async (browser) => {
  const { other, page } = await atTheWall(browser);
  await ask(page, 'fetch', '/answer');
  await ask(page, 'img', '/image.svg', 'img');
  await letOthersGoFirst(page, other);
  // While these wait Firefox asks no port for anything: the streams alone tell that time went by.
  await ask(page, 'script', '/script.js', 'script');
  await ask(page, 'link', '/style.css', 'link');
  await untilEvents(page, 10);
  const kinds = ['fetch', 'img', 'script', 'link'];
  const fates: Record<string, string> = {};
  for (const kind of kinds) fates[kind] = await fateOf(page, kind);
  await closeStream(page, 0);
  for (const kind of kinds) await untilAnswered(page, kind);
  await page.close();
  return { ...fates, afterOneClose: 'answered' };
});

/** Lets one button ask, as a reader does who presses it, for what a page of its own has at hand. */
async function askByClick(page: Page): Promise<void> {
  await page.evaluate(() => {
    const button = document.body.appendChild(document.createElement('button'));
    const asked: Record<string, string> = { fetch: 'waits', img: 'waits' };
    const answered = (name: string) => () => void (asked[name] = 'answered');
    button.textContent = 'Ask';
    button.onclick = () => {
      void fetch('/answer?clicked').then(answered('fetch'));
      Object.assign(new Image(), { onload: answered('img'), src: '/image.svg?clicked' });
    };
    (globalThis as unknown as { kept: { asked: object } }).kept.asked = asked;
  });
  await page.click('button');
}

/** Lets a click ask for five answers that have no end. */
async function askForEndless(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.querySelector('button')!.onclick = () => {
      for (let n = 0; n < 5; n++) void fetch(`/events?endless=${n}`).catch(() => {});
    };
  });
  await page.click('button');
}

figure(
  'urgent',
  'what a click asks for waits behind six streams in Chromium; Firefox lets three such requests go beyond',
  async (browser) => {
    const { server, page } = await atTheWall(browser);
    await askByClick(page);
    const both = ['fetch', 'img'].map((name) => untilAnswered(page, name));
    // Each has its answer, or waits when the streams have had forty more events each.
    await Promise.race([Promise.all(both), untilEvents(page, 40)]);
    const fates = { fetch: await fateOf(page, 'fetch'), img: await fateOf(page, 'img') };
    await askForEndless(page);
    await untilEvents(page, 40);
    const atServer = server.open();
    await page.close();
    return { ...fates, atServer };
  },
);

figure(
  'pools',
  'another port, host name or kind of credentials has connections of its own',
  async (browser) => {
    const { server, other, page } = await atTheWall(browser);
    await ask(page, 'same', '/answer?same');
    await ask(page, 'port', `${other.origin}/answer`);
    await ask(page, 'host', `http://127.0.0.1:${server.port}/answer`);
    await ask(page, 'credentials', '/answer?omit', 'fetch', 'omit');
    for (const name of ['port', 'host', 'credentials']) await untilAnswered(page, name);
    await untilEvents(page, 5);
    const same = await fateOf(page, 'same');
    await page.close();
    return { same, port: 'answered', host: 'answered', credentials: 'answered' };
  },
);

figure('tabs', 'the tabs of a browser share the six', async (browser) => {
  const [server, other] = await Promise.all([serveHttp1(), serveHttp1()]);
  const [one, two] = [
    await openTab(browser, `${server.origin}/`),
    await openTab(browser, `${server.origin}/`),
  ];
  for (const tab of [one, two]) {
    await openStreams(tab, 3);
    await untilOpen(tab, 3);
  }
  await openStreams(two, 1);
  await ask(one, 'fetch', '/answer');
  await letOthersGoFirst(one, other);
  const full = {
    tabOne: await countOpen(one),
    tabTwo: await countOpen(two),
    atServer: server.open(),
    fetch: await fateOf(one, 'fetch'),
  };
  await two.close();
  await untilAnswered(one, 'fetch');
  await one.close();
  return { ...full, fetchThen: 'answered' };
});
