import { chapters, expect, startStage, test } from './course.ts';

// What every chapter may weigh before Start: every-chapter.spec.ts.
for (const width of [1280, 390]) {
  test(`nothing shifts while events arrive, ${width} pixels wide`, async ({ page, stage }) => {
    await page.setViewportSize({ width, height: 844 });
    await page.goto(chapters.en, { waitUntil: 'networkidle' });
    await stage.scrollIntoViewIfNeeded();
    await startStage(stage);
    await page.evaluate(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          shifts.push((entry as unknown as { value: number }).value);
      }).observe({ type: 'layout-shift' });
    });
    await expect(stage.locator('[data-view] li')).toHaveCount(3, { timeout: 15_000 });
    const shifts = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
    expect(shifts).toEqual([]);
  });
}

test('files with a hash in their name are cached for good, pages are asked for again', async ({
  request,
}) => {
  const page = await request.get(chapters.en);
  expect(page.headers()['cache-control']).toContain('no-cache');
  const asset = /\/_astro\/[^"]+\.css/.exec(await page.text())?.[0] ?? '';
  const file = await request.get(asset, { headers: { 'accept-encoding': 'br' } });
  expect(file.headers()['cache-control']).toContain('immutable');
  expect(file.headers()['content-encoding']).toBe('br');
});
