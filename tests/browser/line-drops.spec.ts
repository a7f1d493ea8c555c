// What the chapter "When the line drops, again" tells a reader to do, and what it says of Chromium.
import type { Locator, Page } from '@playwright/test';
import { companionOnFreePorts, expect, test } from './course.ts';

type Way = 'stream' | 'bare' | 'lasting';

const cell = (stage: Locator, way: Way, fact: string) => stage.locator(`[data-${way}=${fact}]`);
const press = (stage: Locator, name: string) => stage.getByRole('button', { name }).click();
const numberIn = async (place: Locator) =>
  Number.parseFloat((await place.innerText()).replace(/^\D+/, ''));

async function begin(page: Page, path = '/en/line-drops/'): Promise<Locator> {
  await page.goto(path);
  const stage = page.locator('sse-demo#cut-both');
  await press(stage, 'Start');
  for (const way of ['stream', 'bare', 'lasting'] as const)
    await expect.poll(() => numberIn(cell(stage, way, 'messages'))).toBeGreaterThan(1);
  return stage;
}

test('after a cut of two seconds the stream and the code are back with nothing lost, the bare one is not', async ({
  page,
}) => {
  const stage = await begin(page);
  await press(stage, 'Cut all three');
  await expect(cell(stage, 'bare', 'state')).toHaveText('over (1006)');
  await expect(cell(stage, 'stream', 'state')).toHaveText('waits');
  for (const way of ['stream', 'lasting'] as const) {
    await expect(cell(stage, way, 'back')).toHaveText(/^after \d+\.\d s$/);
    await expect(cell(stage, way, 'state')).toHaveText('open');
    await expect(cell(stage, way, 'lost')).toHaveText('0');
    await expect(cell(stage, way, 'repeated')).toHaveText('0');
  }
  expect(await numberIn(cell(stage, 'stream', 'back'))).toBeGreaterThanOrEqual(2.9);
  expect(await numberIn(cell(stage, 'lasting', 'back'))).toBeGreaterThanOrEqual(1.9);
  await expect.poll(() => numberIn(cell(stage, 'bare', 'lost'))).toBeGreaterThan(4);
  await expect(cell(stage, 'bare', 'state')).toHaveText('over (1006)');
  await expect(cell(stage, 'bare', 'back')).toHaveText(/^not yet/);
  await press(stage, 'Open the bare one again');
  await expect(cell(stage, 'bare', 'state')).toHaveText('open');
});

test('when the line is back at once the code is sooner than the browser', async ({ page }) => {
  const stage = await begin(page);
  await stage.getByLabel('Down for').selectOption('0');
  await press(stage, 'Cut all three');
  await expect(cell(stage, 'stream', 'back')).toHaveText(/^after/);
  // At most half a second of waiting, half a second until the next message, and what a busy machine takes.
  expect(await numberIn(cell(stage, 'lasting', 'back'))).toBeLessThan(2.5);
  expect(await numberIn(cell(stage, 'stream', 'back'))).toBeGreaterThanOrEqual(2.9);
});

test('silence is noticed only by the code that expects a sign of life', async ({ page }) => {
  const stage = await begin(page);
  await press(stage, 'Say nothing more');
  // A message that was still under way may seem a return, until the loss is noticed.
  await expect(cell(stage, 'lasting', 'back')).toHaveText(/^after (4\.[5-9]|[5-9]\.|1\d\.)/);
  await expect(cell(stage, 'lasting', 'lost')).toHaveText('0');
  for (const way of ['stream', 'bare'] as const) {
    await expect(cell(stage, way, 'state')).toHaveText('open');
    await expect.poll(() => numberIn(cell(stage, way, 'lost'))).toBeGreaterThan(5);
  }
});

test('a polite end says 1012 to the bare one, and both others come back', async ({ page }) => {
  const stage = await begin(page);
  await press(stage, 'End them politely');
  await expect(cell(stage, 'bare', 'state')).toHaveText('over (1012)');
  await expect(cell(stage, 'stream', 'state')).toHaveText('waits');
  for (const way of ['stream', 'lasting'] as const)
    await expect(cell(stage, way, 'state')).toHaveText('open');
});

test('a server that was started anew is noticed by both that come back', async ({ page }) => {
  const companion = await companionOnFreePorts();
  const { port, labPort, labTlsPort } = companion.settings;
  const stage = await begin(page, `${companion.origins.site}/en/line-drops/`);
  await expect.poll(() => numberIn(cell(stage, 'stream', 'messages'))).toBeGreaterThan(8);
  await companion.close();
  const ports = { PORT: port, LAB_PORT: labPort, LAB_TLS_PORT: labTlsPort };
  const env = Object.fromEntries(Object.entries(ports).map(([name, value]) => [name, `${value}`]));
  const next = await companionOnFreePorts(env);
  for (const way of ['stream', 'lasting'] as const) {
    await expect(cell(stage, way, 'state')).toHaveText('open', { timeout: 30_000 });
    await expect.poll(() => numberIn(cell(stage, way, 'messages'))).toBeGreaterThan(0);
    await expect(cell(stage, way, 'repeated')).toHaveText('0');
  }
  await next.close();
});
