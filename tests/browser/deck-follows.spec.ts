// What the chapter "How this deck follows me" tells a reader to do.
import type { Locator, Page } from '@playwright/test';
import { findings } from './axe.ts';
import { expect, openDrawer, test } from './course.ts';

const press = (part: Locator, name: string) =>
  part.getByRole('button', { name, exact: true }).click();
const eventsOf = async (follower: Locator) =>
  Number(await follower.locator('[data-events]').innerText());
async function cause(stage: Locator, fault: string): Promise<void> {
  await openDrawer(stage, 'break');
  await press(stage, fault);
}
const place = (follower: Locator) => follower.locator('[aria-current]');

async function begin(page: Page, path = '/en/how-this-deck-follows-me/') {
  await page.goto(path);
  const stage = page.locator('sse-demo#follow-me');
  await stage.getByRole('button', { name: /^(Start|Iniciar)$/ }).click();
  const [ana, luis] = [
    stage.locator('[data-follower=ana]'),
    stage.locator('[data-follower=luis]'),
  ] as const;
  for (const one of [ana, luis]) await expect(one.locator('[data-events]')).toHaveText('1');
  return { stage, ana, luis, presenter: stage.locator('[data-presenter]') };
}

test('deck and article follow by ids: slide four is section six, steps are the deck’s alone', async ({
  page,
}) => {
  const { presenter, ana, luis } = await begin(page);
  await press(presenter, 'Next');
  await expect(place(luis)).toHaveText('Una respuesta');
  await expect(ana.getByText('A head')).toBeHidden();
  await press(presenter, 'Next');
  await expect(ana.getByText('A head')).toBeVisible();
  await expect(ana.getByText('A body')).toBeHidden();
  for (let n = 0; n < 3; n++) await press(presenter, 'Next');
  await expect(place(ana)).toHaveText('Many events');
  await expect(place(luis)).toHaveText('Muchos eventos');
  await expect(luis.locator('li').nth(5)).toHaveAttribute('aria-current', 'location');
  expect(await findings(page)).toEqual([]);
});

test('five moves while Luis is away are one event for him', async ({ page }) => {
  const { presenter, ana, luis } = await begin(page);
  await press(luis, 'Away');
  for (let move = 0; move < 5; move++) await press(presenter, 'Next');
  await expect(place(ana)).toHaveText('Many events');
  await expect(place(luis)).toHaveText('Hola');
  const before = await eventsOf(luis);
  await press(luis, 'Away');
  await expect(place(luis)).toHaveText('Muchos eventos');
  expect(await eventsOf(luis)).toBe(before + 1);
});

test('both vote, and a second vote replaces the first; ten claps are fewer events', async ({
  page,
}) => {
  const { presenter, ana, luis } = await begin(page);
  await press(presenter, 'Open the poll');
  await ana.getByRole('button', { name: /^Yes/ }).click();
  await luis.getByRole('button', { name: /^No/ }).click();
  await expect(presenter.locator('[data-poll]')).toHaveText('Yes 1 · No 1');
  await ana.getByRole('button', { name: /^No/ }).click();
  await expect(presenter.locator('[data-poll]')).toHaveText('Yes 0 · No 2');
  await press(presenter, 'Close the poll');
  await expect(luis.getByRole('button', { name: /^No/ })).toBeDisabled();
  const before = await eventsOf(ana);
  for (let tap = 0; tap < 10; tap++) await press(ana, 'Applaud');
  await expect(luis.locator('[data-claps]')).toHaveText('10');
  expect((await eventsOf(ana)) - before).toBeLessThan(10);
});

test('cut, they come back by themselves, and what they missed is one event', async ({ page }) => {
  const { stage, presenter, ana, luis } = await begin(page);
  await cause(stage, 'Cut the connection');
  for (let move = 0; move < 4; move++) await press(presenter, 'Next');
  await expect(place(ana)).toHaveText('A guess');
  await expect(place(luis)).toHaveText('Una apuesta');
});

test('a follower who was answered 500 opens another stream, and is where the class is', async ({
  page,
}) => {
  const statuses: number[] = [];
  page.on('response', (response) => {
    if (response.url().includes('/events?')) statuses.push(response.status());
  });
  const { stage, presenter, ana, luis } = await begin(page);
  await cause(stage, 'Answer 500');
  await expect.poll(() => statuses).toContain(500);
  await press(presenter, 'Next');
  await expect(place(ana)).toContainText('One response');
  await expect(place(luis)).toHaveText('Una respuesta');
});

test('stalled, nobody notices; who goes away and comes back is where the class is', async ({
  page,
}) => {
  const { stage, presenter, ana } = await begin(page);
  await cause(stage, 'Stall');
  await press(presenter, 'Next');
  await expect(presenter.locator('[aria-current]')).toContainText('One response');
  await press(ana, 'Away');
  await press(ana, 'Away');
  await expect(place(ana)).toContainText('One response');
});

test('in Spanish it says the same', async ({ page }) => {
  const { presenter, ana, luis } = await begin(page, '/es/how-this-deck-follows-me/');
  await press(presenter, 'Siguiente');
  await expect(place(ana)).toContainText('One response');
  await expect(place(luis)).toHaveText('Una respuesta');
});
