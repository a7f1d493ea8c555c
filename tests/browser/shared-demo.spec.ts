// A demo on a slide that a class looks at together: projector and followers see the same events, a
// latecomer those of before as well, and a fault of the presenter is everybody's.
import type { Page } from '@playwright/test';
import { laptop, join, somebody, test } from './class.ts';
import { expect } from './course.ts';
import { decks, openDeck, stepTo } from './deck.ts';

const events = (page: Page) => page.locator('.slide[data-current] sse-demo [data-view] li');

/** The texts of a demo's events, which have the time of day in them: two runs never say the same. */
const seenBy = (page: Page) => events(page).allTextContents();

test('projector, a follower in each language and a latecomer see one run; cut by the presenter, all come back to one', async ({
  page,
  context,
  browser,
  baseURL,
}) => {
  await openDeck(page, `${decks.en}present/`);
  await page.getByRole('button', { name: 'Class', exact: true }).click();
  await page.getByRole('button', { name: 'Start a class' }).click();
  const dialog = page.getByRole('dialog', { name: 'Join the class' });
  const code = (await dialog.locator('[data-class-code]').textContent())!;
  await dialog.getByRole('button', { name: 'Close' }).click();

  const english = await somebody(browser, baseURL!, { screen: laptop });
  const spanish = await somebody(browser, baseURL!, { locale: 'es', screen: laptop });
  for (const follower of [english, spanish]) await join(follower, code);
  const opened = context.waitForEvent('page');
  await page.getByRole('link', { name: 'Open the projector' }).click();
  const projector = await opened;
  await expect(projector.locator('.class-line')).toContainText(code);

  await stepTo(page, 'press-start');
  await expect(events(projector)).toHaveCount(2, { timeout: 20_000 });
  const run = await seenBy(projector);
  for (const follower of [english, spanish])
    await expect.poll(async () => (await seenBy(follower)).slice(0, 2)).toEqual(run);

  const late = await somebody(browser, baseURL!, { screen: laptop });
  await join(late, code);
  await expect.poll(async () => (await seenBy(late)).slice(0, 2)).toEqual(run);

  const before = (await seenBy(projector)).length;
  await projector.locator('.slide[data-current] [data-fault=cut]').click();
  await expect
    .poll(async () => (await seenBy(projector)).length, { timeout: 20_000 })
    .toBeGreaterThan(before);
  // The browsers come back one after the other; whoever is late gets what was sent, too.
  const again = (await seenBy(projector)).find(
    (text, n) => n >= before && text.includes('"count":1,'),
  )!;
  expect(again).toBeDefined();
  for (const follower of [english, spanish, late])
    await expect.poll(() => seenBy(follower), { timeout: 20_000 }).toContain(again);

  for (const follower of [english, spanish, late]) await follower.context().close();
});
