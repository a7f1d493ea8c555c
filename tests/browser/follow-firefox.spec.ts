// The class in stock Firefox, whose EventSource gives up where Chromium’s tries again, and waits longer.
import { openClass } from '../support/class-client.ts';
import { join, somebody, test } from './class.ts';
import { expect } from './course.ts';
import { current } from './deck.ts';
import { launchFirefox } from './firefox.ts';

test('Firefox follows, goes its own way and returns, hears the demo that all hear, and outlives the server', async ({
  browser,
  returning: { site, go, comeBack },
}) => {
  const firefox = await launchFirefox({ acceptInsecureCerts: true });
  const { code, move } = await openClass(site);
  await move('server');
  const page = await firefox.newPage();
  await page.goto(`${site}/en/slides/one-request/?live=${code}`);
  const slide = () =>
    page.$eval('[data-current]', (element) => (element as HTMLElement).dataset['slide']);
  const state = () => page.$eval('.class-state', (element) => element.textContent);
  await expect.poll(slide).toBe('server');
  await expect.poll(state).toBe('Live');

  await page.keyboard.press('ArrowRight');
  await expect.poll(slide).not.toBe('server');
  await move('client');
  await page.locator('::-p-text(Back to live)').click();
  await expect.poll(slide).toBe('client');

  const neighbour = await somebody(browser, site);
  await join(neighbour, code);
  await move('press-start');
  const events = current(neighbour).locator('[data-view] li');
  await expect(events).not.toHaveCount(0);
  const heard = await events.first().textContent();
  const first = () => page.$$eval('[data-current] [data-view] li', ([event]) => event?.textContent);
  await expect.poll(first).toBe(heard);

  await go();
  await expect.poll(state).toBe('Reconnecting…');
  await comeBack();
  await expect.poll(state).toBe('Live');
  await move('break');
  await expect.poll(slide).toBe('break');
  await neighbour.context().close();
  await firefox.close();
});
