// What the chapter "A channel that loses nothing" tells a reader to do.
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './course.ts';

const count = async (stage: Locator, name: string) =>
  Number(await stage.locator(`[data-count=${name}]`).innerText());
const press = (stage: Locator, name: string) =>
  stage.getByRole('button', { name, exact: true }).click();

async function begin(page: Page, path = '/en/nothing-lost/'): Promise<Locator> {
  await page.goto(path);
  const stage = page.locator('sse-demo#channel');
  await stage.getByRole('button', { name: /^(Start|Iniciar)$/ }).click();
  await expect.poll(() => count(stage, 'heard')).toBeGreaterThan(10);
  return stage;
}

async function expectWhole(stage: Locator): Promise<void> {
  for (const name of ['lost', 'twice', 'wrong']) expect(await count(stage, name), name).toBe(0);
}

test('cut ten times, and away for two seconds: nothing is lost, heard twice, or added up wrongly', async ({
  page,
}) => {
  const stage = await begin(page);
  await press(stage, 'Cut it ten times');
  await expect.poll(() => count(stage, 'streams'), { timeout: 30_000 }).toBeGreaterThan(8);
  await stage.getByLabel('For how long').selectOption('2');
  const streams = await count(stage, 'streams');
  await press(stage, 'Go away for');
  await expect.poll(() => count(stage, 'streams')).toBeGreaterThan(streams);
  const heard = await count(stage, 'heard');
  await expect.poll(() => count(stage, 'heard')).toBeGreaterThan(heard + 40);
  await expectWhole(stage);
  expect(await count(stage, 'resets')).toBe(0);
});

test('who was away for too long, and who comes to a server that has forgotten, is told to begin anew, and does', async ({
  page,
}) => {
  const stage = await begin(page);
  const log = stage.locator('[data-view] [role=log]');
  await stage.getByLabel('Events a second').selectOption('100');
  await press(stage, 'Go away for');
  await expect(stage.locator('[data-track]')).toContainText('what came next is gone');
  await expect.poll(() => count(stage, 'resets'), { timeout: 15_000 }).toBe(1);
  await expect(log).toContainText('“begin anew” (too-old)');
  await press(stage, 'Let the server forget');
  await expect.poll(() => count(stage, 'resets')).toBe(2);
  await expect(log).toContainText('“begin anew” (unknown-id)');
  const heard = await count(stage, 'heard');
  await expect.poll(() => count(stage, 'heard')).toBeGreaterThan(heard + 100);
  await expectWhole(stage);
});

test('in Spanish it says the same', async ({ page }) => {
  const stage = await begin(page, '/es/nothing-lost/');
  await press(stage, 'Que el servidor olvide');
  await expect(stage.locator('[data-view] [role=log]')).toContainText(
    '«empieza de nuevo» (unknown-id)',
  );
  await expectWhole(stage);
});
