import { expectNothingFound } from './axe.ts';
import { chapters, expect, openDrawer, startStage, test } from './course.ts';
import { expectNothingSideways } from './cut-off.ts';

// The other chapters, whose own is the text and a demo: every-chapter.spec.ts.
for (const path of ['/en/', '/es/', chapters.en, chapters.es, '/en/nothing-here/']) {
  test(`axe finds nothing on ${path} in either theme, while streaming`, async ({ page }) => {
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

test('with reduced motion nothing is animated', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(chapters.en);
  await startStage(page.locator('sse-demo'));
  const moving = await page.evaluate(
    () => document.getAnimations().filter((one) => one.playState === 'running').length,
  );
  expect(moving).toBe(0);
});

for (const path of ['/en/', '/es/', '/es/progress/']) {
  test(`at 390 pixels and with text at 200 % nothing of ${path} is cut off sideways`, async ({
    page,
  }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(path);
    await expectNothingSideways(page);
  });
}
