import type { Page } from '@playwright/test';
import { allChapterPaths, chapters, expect, startStage, test } from './course.ts';

/** What a page load moves over the network, compressed, in bytes. */
async function transferred(
  page: Page,
  path: string,
): Promise<Record<'script' | 'font' | 'other', number>> {
  const sum = { script: 0, font: 0, other: 0 };
  const sizes: Promise<void>[] = [];
  page.on('requestfinished', (request) => {
    const type = request.resourceType();
    const kind = type === 'script' || type === 'font' ? type : 'other';
    sizes.push(
      request.sizes().then(({ responseBodySize }) => void (sum[kind] += responseBodySize)),
    );
  });
  await page.goto(path, { waitUntil: 'networkidle' });
  await Promise.all(sizes);
  return sum;
}

for (const path of allChapterPaths) {
  test(`${path} is light before Start`, async ({ page }) => {
    const { script, font, other } = await transferred(page, path);
    test.info().annotations.push({
      type: 'bytes',
      description: `JS ${script}, all but fonts ${script + other}, fonts ${font}`,
    });
    expect(script).toBeGreaterThan(0);
    expect(script).toBeLessThanOrEqual(20_000);
    expect(script + other).toBeLessThanOrEqual(60_000);
    expect(font).toBeLessThanOrEqual(160_000);
  });
}

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
