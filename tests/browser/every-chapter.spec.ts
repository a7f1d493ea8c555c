// What must hold for every chapter and its deck, in each language: one page visits them all, because
// a page of its own for each question costs more than the questions.
import type { Page, Request } from '@playwright/test';
import { locales, type Locale } from '../../src/i18n/translate.ts';
import { findings } from './axe.ts';
import { chapterPathsIn, chapters, deckOf, expect, startAny, test } from './course.ts';
import { expectNothingSideways, expectWholeSlides, type Screen } from './cut-off.ts';
import { openDeck } from './deck.ts';

const projector: Screen = { width: 1280, height: 720, text: '100%' };
const largeTextOnPhone: Screen = { width: 390, height: 844, text: '200%' };
/** What matters most; a deck's words differ in length by language, hence one of them. */
const screens: Record<Locale, Screen[]> = {
  en: [projector],
  es: [projector, largeTextOnPhone],
};
const sizes = [
  { width: 1280, height: 720 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];
const allScreens = sizes.flatMap((size): Screen[] => [
  { ...size, text: '100%' },
  { ...size, text: '200%' },
]);
/** The themes share every colour: one for each language. */
const themes: Record<Locale, 'light' | 'dark'> = { en: 'light', es: 'dark' };

for (const locale of locales) {
  for (const path of chapterPathsIn(locale)) {
    test(`${path} and its deck are light, can be used by everyone, and nothing is cut off`, async ({
      page,
    }) => {
      await page.emulateMedia({ colorScheme: themes[locale] });
      await test.step('light before Start', () => expectLight(page, path));
      await test.step('axe finds nothing, its first demo started', async () => {
        const stage = page.locator('sse-demo').first();
        if ((await stage.count()) > 0) await startAny(stage);
        expect.soft(await findings(page), `axe on ${path}, ${themes[locale]} theme`).toEqual([]);
      });
      await test.step('the article leads to the deck, and every slide back to its section', () =>
        expectWayToDeckAndBack(page, path));
      for (const screen of path === chapters[locale] ? allScreens : screens[locale])
        await test.step(`whole slides on ${JSON.stringify(screen)}`, async () => {
          await openDeck(page, deckOf(path));
          await expectWholeSlides(page, screen);
        });
      await test.step('nothing sideways at 390 pixels', async () => {
        await page.setViewportSize({ width: 390, height: 844 });
        await page.goto(path);
        await expectNothingSideways(page);
      });
    });
  }
}

/** @param page has loaded nothing yet: what it has is not asked for again */
async function expectLight(page: Page, path: string): Promise<void> {
  const { script, font, other } = await transferred(page, path);
  test.info().annotations.push({
    type: 'bytes',
    description: `JS ${script}, all but fonts ${script + other}, fonts ${font}`,
  });
  expect.soft(script, `${path}: JavaScript`).toBeGreaterThan(0);
  expect.soft(script, `${path}: JavaScript`).toBeLessThanOrEqual(20_000);
  expect.soft(script + other, `${path}: all but fonts`).toBeLessThanOrEqual(60_000);
  expect.soft(font, `${path}: fonts`).toBeLessThanOrEqual(160_000);
}

/** What a page load moves over the network, compressed, in bytes. */
async function transferred(
  page: Page,
  path: string,
): Promise<Record<'script' | 'font' | 'other', number>> {
  const sum = { script: 0, font: 0, other: 0 };
  const sizes: Promise<void>[] = [];
  const add = (request: Request) => {
    const type = request.resourceType();
    const kind = type === 'script' || type === 'font' ? type : 'other';
    sizes.push(
      request.sizes().then(({ responseBodySize }) => void (sum[kind] += responseBodySize)),
    );
  };
  page.on('requestfinished', add);
  await page.goto(path, { waitUntil: 'networkidle' });
  // Nobody would hear the answer for a request that ends with the page.
  page.off('requestfinished', add);
  await Promise.all(sizes);
  return sum;
}

async function expectWayToDeckAndBack(page: Page, path: string): Promise<void> {
  const article = await (await page.request.get(path)).text();
  await page.getByRole('link', { name: /^(Present|Presentar)$/ }).click();
  await expect(page).toHaveURL(new RegExp(`${deckOf(path)}(#.*)?$`));
  const links = await page
    .locator('.slide .slide-read')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href')!));
  const isThere = (link: string) => {
    const [target, anchor] = link.split('#');
    return target === path && (!anchor || article.includes(` id="${anchor}"`));
  };
  expect
    .soft(
      links.filter((link) => !isThere(link)),
      `${deckOf(path)}: slides that lead to no section of ${path}`,
    )
    .toEqual([]);
}
