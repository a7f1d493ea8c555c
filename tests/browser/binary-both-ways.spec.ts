// What the chapter "Binary, both ways, and firewalls" tells a reader to do, and what it says of it.
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './course.ts';

const cell = (stage: Locator, way: 'two' | 'one', fact: string) =>
  stage.locator(`[data-${way}=${fact}]`);
const numberIn = async (place: Locator) => Number((await place.innerText()).replaceAll(',', ''));

async function begin(page: Page, protocol = 'HTTP/1.1'): Promise<Locator> {
  await page.goto('/en/binary-both-ways/');
  const stage = page.locator('sse-demo#two-way');
  await stage.getByText(protocol, { exact: true }).click();
  await stage.getByRole('button', { name: 'Start' }).click();
  await expect(stage.locator('[data-view] fieldset')).toBeEnabled();
  return stage;
}

async function press(stage: Locator, name: string): Promise<void> {
  await stage.getByRole('button', { name }).click();
  await expect(stage.locator('[data-view] fieldset')).toBeEnabled();
}

test('a picture costs a third more in an event, and nothing in a frame', async ({ page }) => {
  const stage = await begin(page);
  await press(stage, 'Send it over both');
  await expect(cell(stage, 'two', 'ratio')).toHaveText('1.34');
  await expect(cell(stage, 'one', 'ratio')).toHaveText('1.00');
  const pixels = await stage
    .locator('canvas')
    .evaluateAll((all) => all.map((canvas) => (canvas as HTMLCanvasElement).toDataURL()));
  expect(pixels[0]).toBe(pixels[1]);
  expect(pixels[0]!.length).toBeGreaterThan(1000);
});

/** Bytes that each way spends on twenty bytes, there and back. */
async function sayTwentyTimes(page: Page, protocol: string) {
  const stage = await begin(page, protocol);
  await press(stage, 'Say something 20 times');
  // Twenty bytes, a header of two, a mask of four.
  await expect(cell(stage, 'one', 'up')).toHaveText('26');
  await expect(cell(stage, 'one', 'down')).toHaveText('22');
  await expect(cell(stage, 'one', 'connections')).toHaveText('1');
  expect(await numberIn(cell(stage, 'one', 'time'))).toBeGreaterThan(0);
  return { up: await numberIn(cell(stage, 'two', 'up')), stage };
}

test('a POST over HTTP/1.1 sends many times the bytes of a frame', async ({ page }) => {
  const { up, stage } = await sayTwentyTimes(page, 'HTTP/1.1');
  expect(up).toBeGreaterThan(400);
  expect(await numberIn(cell(stage, 'two', 'down'))).toBeGreaterThan(100);
  const over2 = await sayTwentyTimes(page, 'HTTP/2');
  expect(over2.up).toBeLessThan(up / 2);
  expect(over2.up).toBeGreaterThan(40);
});
