// What the chapter "Slow readers and many readers" tells a reader to do.
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './course.ts';

const press = (stage: Locator, name: string) =>
  stage.getByRole('button', { name, exact: true }).click();

async function begin(page: Page, demo: string): Promise<Locator> {
  await page.goto('/en/slow-readers/');
  const stage = page.locator(`sse-demo#${demo}`);
  await press(stage, 'Start');
  await expect(stage.locator('[data-view] fieldset')).toBeEnabled();
  return stage;
}

test('a run with each: the loop keeps megabytes for one slow reader, the engine next to nothing', async ({
  page,
}) => {
  test.setTimeout(90_000);
  const stage = await begin(page, 'slow-reader');
  const status = stage.locator('[data-view] [role=status]');
  const cell = (row: string, way: string) =>
    stage.locator(`[data-row=${row}] [data-way=${way}]`).innerText();
  for (const [name, way] of [
    ['Run the loop', 'loop'],
    ['Run the engine', 'engine'],
  ] as const) {
    await press(stage, name);
    await expect(status).toContainText(`The ${way} serves 20 readers, and 1 more`, {
      timeout: 15_000,
    });
    await expect(status).toContainText('Choose who serves', { timeout: 30_000 });
  }
  expect(Number(await cell('waiting', 'loop'))).toBeGreaterThan(1);
  expect(Number(await cell('waiting', 'engine'))).toBeLessThan(1);
  // On a machine without time for them others may be slow, too.
  expect(Number(await cell('cuts', 'engine'))).toBeGreaterThan(0);
  for (const way of ['loop', 'engine']) {
    expect(await cell('lost', way)).toBe('0');
    expect(await cell('twice', way)).toBe('0');
    for (const line of await stage.locator(`svg polyline.${way}`).all())
      await expect(line).toHaveAttribute('points', /^\d.* \d/);
    await expect(stage.locator(`svg polyline.${way}`)).toHaveCount(2);
  }
});

test('one process: it serves both readers, and both hear what is said', async ({ page }) => {
  const stage = await begin(page, 'scale-out');
  const lane = (name: string) => stage.getByRole('region', { name });
  const by = (name: string) => lane(name).locator('[data-is=by]');
  for (const name of ['Reader A', 'Reader B'])
    await expect(by(name)).toHaveText(String(process.pid));
  await press(stage, 'Say something');
  await press(stage, 'Say something');
  for (const name of ['Reader A', 'Reader B']) {
    await expect(lane(name).getByRole('log').locator('li')).toHaveCount(2);
    await expect(lane(name).locator('[data-is=lost]')).toHaveText('0');
    await expect(lane(name).locator('[data-is=twice]')).toHaveText('0');
  }
});
