// The demos of Part II by their own controls, in both browsers: what a reader sees is what was measured.
import type { Page } from 'puppeteer-core';
import { startDemoAlone } from '../../src/server/run-demo.ts';
import { atEnd } from '../support/at-end.ts';
import { temporaryFolder, testSettings } from '../support/companion.ts';
import { inBothBrowsers } from '../support/figure.ts';
import { openTab } from '../support/two-browsers.ts';
import { until } from '../support/until.ts';

/** The page of a demo alone, once its controls can be used. */
async function openDemo(browser: Parameters<typeof openTab>[0], slug: string): Promise<Page> {
  const { origin, close } = await startDemoAlone(slug, testSettings(), { tls: temporaryFolder() });
  atEnd(close);
  const page = await openTab(browser, origin);
  await until('its controls', async () => (await page.$('fieldset:enabled')) !== null);
  return page;
}

/** Waits until a place of the view says this. */
async function untilSays(page: Page, selector: string, words: string | RegExp): Promise<void> {
  const read = () => page.$eval(selector, ({ textContent }) => textContent.trim()).catch(() => '');
  const isSaid = (text: string) => (typeof words === 'string' ? text === words : words.test(text));
  await until(`${selector}: ${words}`, async () => isSaid(await read()), read);
}

/** Sets a field as a reader does who has typed or slid. */
async function set(page: Page, selector: string, value: number): Promise<void> {
  await page.$eval(
    selector,
    (field, value) => {
      (field as HTMLInputElement).value = value;
      for (const type of ['input', 'change'])
        field.dispatchEvent(new Event(type, { bubbles: true }));
    },
    String(value),
  );
}

/** Presses a button with the mouse: Firefox holds what a click asks for to be urgent. */
async function press(page: Page, selector: string): Promise<void> {
  await page.click(selector);
}

inBothBrowsers(
  'six-connections shows six of eight open; a fetch and an image that a click asked for starve until three close',
  async (browser) => {
    const page = await openDemo(browser, 'six-connections');
    const counts = async (wanted: Record<string, number>) => {
      for (const [name, count] of Object.entries(wanted))
        await untilSays(page, `[data-count=${name}]`, String(count));
    };
    await set(page, '[type=number]', 8);
    await press(page, '[value=fill]');
    await counts({ open: 6, waiting: 2, starving: 0, server: 6 });
    await press(page, '[value=fetch]');
    await press(page, '[value=image]');
    await counts({ open: 6, waiting: 2, starving: 2, server: 6 });
    for (const name of ['fetch', 'image'])
      await untilSays(page, `[data-lane=waiting] .${name} span`, /waits [1-9]/);
    for (const waiting of [1, 0]) {
      await press(page, '[value=fewer]');
      // Firefox may let the image overtake the streams: who goes first is the browser's business.
      await counts({ open: 6, waiting, server: 6 });
    }
    await press(page, '[value=fewer]');
    await counts({ open: 5, waiting: 0, starving: 0, server: 5 });
    await page.close();
  },
);

for (const limit of [8, 40]) {
  inBothBrowsers(
    `many-streams with a limit of ${limit} shows ${limit} open, and what a close sets free`,
    async (browser) => {
      const page = await openDemo(browser, 'many-streams');
      const says = (lane: string, place: string, words: RegExp) =>
        untilSays(page, `[data-lane=${lane}] [data-${place}]`, words);
      await set(page, '[data-limit]', limit);
      await press(page, '[data-apply]');
      await untilSays(page, '[data-limit-says]', new RegExp(`announced ${limit},`));
      await set(page, '[data-many]', limit + 2);
      await press(page, 'button[data-open]');
      await says('http1', 'here', new RegExp(`^6 open, ${limit - 4} waiting`));
      await says('http2', 'here', new RegExp(`^${limit} open, 2 waiting`));
      await says('http2', 'there', new RegExp(`streams ${limit}, connections 1$`));
      await press(page, '[data-lane=http2] [data-close-one]');
      await says('http2', 'here', new RegExp(`^${limit} open, 1 waiting`));
      await press(page, '[data-lane=http1] [data-fetch]');
      await says('http1', 'clock', /^[1-9]/);
      await says('http1', 'fetched', /^Request waiting$/);
      await page.close();
    },
  );
}

inBothBrowsers('http-versions hears the same events over HTTP/1.0, 1.1 and 2', async (browser) => {
  const page = await openDemo(browser, 'http-versions');
  for (const version of ['1.0', '1.1', '2']) {
    const lane = `[data-version="${version}"]`;
    await untilSays(page, `${lane} [data-state]`, /^open/);
    await untilSays(page, `${lane} [data-answered]`, `HTTP/${version}`);
    await untilSays(page, `${lane} .events li`, /\S/);
  }
  await page.close();
});
