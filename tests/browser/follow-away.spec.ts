// A follower that was away, and whose page is the one from before: it comes back to the live slide.
import type { Browser } from '@playwright/test';
import { openClass } from '../support/class-client.ts';
import { startRelay } from '../support/counting-relay.ts';
import { goBack, launchKeeping } from './back-forward-cache.ts';
import { join, state, test } from './class.ts';
import { expect } from './course.ts';
import { expectAt } from './deck.ts';
import { openWindow } from './window.ts';

test.describe('kept in the back/forward cache', { tag: '@whole-browser' }, () => {
  let browser: Browser;
  test.beforeEach(async ({ playwright, launchOptions }) => {
    browser = await launchKeeping({ playwright, launchOptions });
  });
  test.afterEach(() => browser.close());

  test('the same page, without a reload, is where the class is by then', async ({ baseURL }) => {
    const room = await openClass(baseURL!);
    const desk = room.desk();
    await room.move('server');
    const page = await browser.newPage({ baseURL: baseURL! });
    await join(page, room.code);
    await expectAt(page, 'server');
    await page.evaluate(() =>
      addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted })),
    );
    await desk.until('somebody follows', ({ audience }) => audience.here === 1);
    await page.goto('/en/');
    await desk.until('its stream was closed', ({ audience }) => audience.here === 0);
    await room.move('client');
    await goBack(page, /live=/);
    await expectAt(page, 'client');
    expect(await page.evaluate(() => Reflect.get(window, 'persisted') as unknown)).toBe(true);
    await expect(state(page)).toHaveText('Live');
    await desk.until('it follows again', ({ audience }) => audience.here === 1);
    await room.move('break');
    await expectAt(page, 'break');
    desk.close();
  });
});

test(
  'a phone that was locked, whose connection died without a word, is where the class is by then',
  { tag: '@whole-browser' },
  async ({ browser, baseURL }) => {
    // Between the phone and the server: what is open may fall silent there.
    const relay = await startRelay();
    relay.target = Number(new URL(baseURL!).port);
    const room = await openClass(baseURL!);
    await room.move('server');
    const tabs = await openWindow(browser);
    const phone = await tabs.open(
      `http://localhost:${relay.port}/en/slides/one-request/?live=${room.code}`,
    );
    const slide = (id: string) =>
      `document.querySelector('[data-current]').dataset.slide === '${id}'`;
    await phone.until(`document.readyState === 'complete' && ${slide('server')}`);
    await phone.until(`document.querySelector('.class-state')?.textContent === 'Live'`);
    await tabs.open('about:blank');
    await phone.until('document.hidden');
    relay.mute();
    await room.move('client');
    // In a pocket a minute goes by.
    await phone.run('{ const now = Date.now; Date.now = () => now() + 60_000; }');
    expect(await phone.run(slide('server'))).toBe(true);
    await phone.show();
    // One dead connection after the other, until there is none left to be taken.
    await expect.poll(() => phone.run(slide('client')), { timeout: 30_000 }).toBe(true);
    await phone.until(`document.querySelector('.class-state').textContent === 'Live'`);
    await room.move('break');
    await phone.until(slide('break'));
    await tabs.close();
    relay.close();
  },
);
