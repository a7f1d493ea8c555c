import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import {
  allChapterPaths,
  chapterPathsIn,
  chapters,
  expect,
  openDrawer,
  startAny,
  startStage,
  test,
} from './course.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  for (const path of ['/en/', '/es/', chapters.en, chapters.es, '/en/nothing-here/']) {
    test(`axe finds nothing on ${path} in the ${colorScheme} theme, while streaming`, async ({
      page,
    }) => {
      await page.emulateMedia({ colorScheme });
      await page.goto(path);
      const stage = page.locator('sse-demo').first();
      if ((await stage.count()) > 0) {
        if ((await stage.getAttribute('data-variant')) === 'article') {
          await startStage(stage);
          await openDrawer(stage, 'break');
        } else await stage.scrollIntoViewIfNeeded();
        await expect(stage.locator('.wire-row[data-event="1"]')).toBeVisible();
      }
      await expectNothingFound(page);
    });
  }
}

// The first chapter is above. The others share its shell; what is their own is the text and a demo.
for (const [locale, colorScheme] of [
  ['en', 'light'],
  ['es', 'dark'],
] as const) {
  for (const path of chapterPathsIn(locale).filter((other) => other !== chapters[locale])) {
    test(`axe finds nothing on ${path} in the ${colorScheme} theme, its first demo started`, async ({
      page,
    }) => {
      await page.emulateMedia({ colorScheme });
      await page.goto(path);
      const stage = page.locator('sse-demo').first();
      if ((await stage.count()) > 0) await startAny(stage);
      await expectNothingFound(page);
    });
  }
}

async function expectNothingFound(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
    ),
  ).toEqual([]);
}

test('with reduced motion nothing is animated', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(chapters.en);
  await startStage(page.locator('sse-demo'));
  const moving = await page.evaluate(
    () => document.getAnimations().filter((one) => one.playState === 'running').length,
  );
  expect(moving).toBe(0);
});

for (const path of ['/en/', '/es/', '/es/progress/', ...allChapterPaths]) {
  test(`at 390 pixels and with text at 200 % nothing of ${path} is cut off sideways`, async ({
    page,
  }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(path);
    for (const size of ['100%', '200%']) {
      await page.evaluate(
        (value) => document.documentElement.style.setProperty('font-size', value),
        size,
      );
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `at ${size}`).toBeLessThanOrEqual(0);
    }
  });
}
