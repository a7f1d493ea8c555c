// One event over three versions of HTTP, in a real browser: what the chapter says that it shows.
import type { Locator } from '@playwright/test';
import { readSettings } from '../../src/origins.ts';
import { startDemoAlone } from '../../src/server/run-demo.ts';
import { expect, openDrawer, test as base } from './course.ts';

const test = base.extend<{ stage: Locator }>({
  stage: async ({ page }, use) => use(page.locator('sse-demo#http-versions')),
});

const versions = ['HTTP/1.0', 'HTTP/1.1', 'HTTP/2'] as const;
type Version = (typeof versions)[number];

const lane = (within: Locator, version: Version) =>
  within.getByRole('region', { name: version, exact: true });
/** What a lane says under a heading of its list. */
const fact = (within: Locator, version: Version, name: string) =>
  lane(within, version)
    .locator('.facts > div')
    .filter({ has: within.page().getByText(name, { exact: true }) })
    .getByRole('definition');
const fetched = (within: Locator, version: Version) => lane(within, version).getByRole('status');

async function start(stage: Locator) {
  await stage.getByRole('button', { name: /^(Start|Iniciar)$/ }).click();
  for (const version of versions)
    await expect(lane(stage, version).getByRole('listitem').first()).toBeVisible();
}

test.describe('which HTTP', () => {
  test('one event is bare, a chunk and a frame, and both ends say which', async ({
    page,
    stage,
  }) => {
    await page.goto('/en/which-http/');
    await start(stage);
    for (const [version, request, answer, browser] of [
      ['HTTP/1.0', 'HTTP/1.1', 'HTTP/1.0', 'http/1.0'],
      ['HTTP/1.1', 'HTTP/1.1', 'HTTP/1.1', 'http/1.1'],
      ['HTTP/2', 'HTTP/2.0', 'HTTP/2', 'h2'],
    ] as const) {
      await expect(fact(stage, version, 'EventSource')).toHaveText('open · 1×');
      await expect(fact(stage, version, 'Server: request')).toHaveText(request);
      await expect(fact(stage, version, 'Server: answer')).toHaveText(answer);
      await expect(fact(stage, version, 'Browser says')).toHaveText(browser);
      await expect(fetched(stage, version)).toHaveText(/^fetch: complete, \d+ characters$/);
    }
    await expect(fact(stage, 'HTTP/1.1', 'Server: ALPN')).toHaveText('none, no TLS');
    await expect(fact(stage, 'HTTP/2', 'Server: ALPN')).toHaveText('h2');
    await expect(fact(stage, 'HTTP/2', 'Server: connection')).toHaveText(/^\d+, stream \d+$/);

    const event = /data: \{"at":"\d\d:\d\d:\d\d"\}LF\nLF\n/.source;
    for (const [version, bytes, framing] of [
      ['HTTP/1.0', `^${event}$`, '0'],
      ['HTTP/1.1', `^19CRLF\n${event}CRLF\n$`, '6'],
      ['HTTP/2', `^00 00 19 00 00 00 00 00 [0-9a-f]{2}\n${event}$`, '9'],
    ] as const) {
      const shown = lane(stage, version).locator('[data-last-bytes-of]');
      await expect.poll(() => shown.textContent()).toMatch(new RegExp(bytes));
      await expect(lane(stage, version).locator('[data-last-framing-of]')).toHaveText(framing);
    }
  });

  test('half an event is complete to fetch in HTTP/1.0, and an error in the other two', async ({
    page,
    stage,
  }) => {
    await page.goto('/en/which-http/');
    await start(stage);
    await stage.getByRole('button', { name: 'fetch one, cut in half' }).click();
    await expect(fetched(stage, 'HTTP/1.0')).toHaveText(/^fetch: complete, 3\d characters$/);
    await expect(lane(stage, 'HTTP/1.0').locator('[data-text]')).toHaveText(
      /^event: seen\ndata: \{"asked":"1\.1"[^}]*$/,
    );
    for (const version of ['HTTP/1.1', 'HTTP/2'] as const)
      await expect(fetched(stage, version)).toHaveText(/^fetch: TypeError: /);
    await stage.getByRole('button', { name: 'fetch one event' }).click();
    for (const version of versions)
      await expect(fetched(stage, version)).toHaveText(/^fetch: complete, [6-9]\d characters$/);
  });

  test('after an end and after a cut every lane comes back', async ({ page, stage }) => {
    await page.goto('/en/which-http/');
    await start(stage);
    const drawer = await openDrawer(stage, 'break');
    for (const [fault, times] of [
      ['End the response', 2],
      ['Cut the connection', 3],
    ] as const) {
      await drawer.getByRole('button', { name: fault }).click();
      for (const version of versions)
        await expect(fact(stage, version, 'EventSource')).toHaveText(`open · ${times}×`);
    }
    await stage.getByRole('button', { name: 'Stop' }).click();
    for (const version of versions)
      await expect(fact(stage, version, 'EventSource')).toHaveText('closed by Stop');
    await expect(stage.getByRole('button', { name: 'fetch one event' })).toBeDisabled();
  });

  test('the timings have no entry for a stream that is open', async ({ page, companion }) => {
    await page.goto('/en/which-http/');
    const address = `${companion.origins.lab}/http-versions/ten?once=and-again`;
    const found = await page.evaluate(async (url) => {
      const entries = () => performance.getEntriesByName(url).length;
      const source = new EventSource(url);
      await new Promise((resolve) => source.addEventListener('seen', resolve));
      const open = entries();
      await new Promise((resolve) => source.addEventListener('error', resolve));
      source.close();
      while (entries() === 0) await new Promise(requestAnimationFrame);
      return { open, ended: entries() };
    }, address);
    expect(found).toEqual({ open: 0, ended: 1 });
  });

  test('another origin says which HTTP it was only with Timing-Allow-Origin', async ({
    page,
    companion,
  }) => {
    await page.goto('/en/which-http/');
    const { lab, labTls } = companion.origins;
    const addresses = [
      `${lab}/http-versions/events?once`,
      `${labTls}/http-versions/events?once`,
      `${lab}/four-ways/ask`,
      `${labTls}/four-ways/ask`,
    ];
    const said = await page.evaluate(async (urls) => {
      await Promise.all(urls.map(async (url) => (await fetch(url)).text()));
      const all = urls.map((url) => performance.getEntriesByName(url)[0]);
      return all.map((entry) => (entry as PerformanceResourceTiming).nextHopProtocol);
    }, addresses);
    expect(said).toEqual(['http/1.1', 'h2', '', '']);
  });

  test('an HTTP/2 body that ends in NO_ERROR is complete to Chromium', async ({
    page,
    companion,
  }) => {
    await page.goto('/en/which-http/');
    const { lab, labTls } = companion.origins;
    const read = (url: string) =>
      page.evaluate(
        (from) =>
          fetch(from)
            .then((answer) => answer.text())
            .catch((error: unknown) => String(error)),
        `${url}/open-and-close/events?ending=cut`,
      );
    expect(await read(labTls)).toMatch(/data: B\n\n$/);
    expect(await read(lab)).toMatch(/^TypeError/);
  });

  test('in Spanish, on a phone, all of it fits and speaks Spanish', async ({ page, stage }) => {
    await page.setViewportSize({ width: 390, height: 800 });
    await page.goto('/es/which-http/');
    await start(stage);
    await expect(fact(stage, 'HTTP/1.0', 'Servidor: respuesta')).toHaveText('HTTP/1.0');
    await expect(fetched(stage, 'HTTP/2')).toHaveText(/^fetch: completo, \d+ caracteres$/);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wider).toBeLessThanOrEqual(0);
  });

  test('alone it runs over both ports, and shows the bytes of each', async ({ page }) => {
    const settings = readSettings({ PORT: '0', LAB_PORT: '0', LAB_TLS_PORT: '0' });
    const demo = await startDemoAlone('http-versions', settings);
    await page.goto(`${demo.origin}/`);
    const view = page.getByRole('main');
    for (const version of versions) {
      await expect(fact(view, version, 'EventSource')).toHaveText('open · 1×');
      await expect(lane(view, version).getByRole('listitem').first()).toBeVisible();
      await expect(lane(view, version).locator('.bytes code')).toContainText('data: ');
    }
    await demo.close();
  });
});
