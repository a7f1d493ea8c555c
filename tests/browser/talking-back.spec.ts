// What the chapter "Talking back" tells its reader to do, and what it says they will see.
import type { Locator, Page } from '@playwright/test';
import { expect, openDrawer, test } from './course.ts';

const chapter = { en: '/en/talking-back/', es: '/es/talking-back/' } as const;

type Board = { stage: Locator; ana: Locator; luis: Locator };
type Locale = keyof typeof chapter;

/** Opens the chapter and starts the board; cards of other tests may be on it. */
async function openBoard(page: Page, locale: Locale = 'en'): Promise<Board> {
  await page.goto(chapter[locale]);
  const stage = page.locator('sse-demo#board');
  await stage.getByRole('button', { name: /^(Start|Iniciar)$/ }).click();
  const [ana, luis] = [stage.locator('.lane').nth(0), stage.locator('.lane').nth(1)];
  for (const lane of [ana, luis]) await expect(lane.locator('.here')).toContainText('Luis');
  return { stage, ana, luis };
}

let made = 0;

/** Adds a card as Ana. @returns its id, once both have it */
async function addCard({ ana, luis }: Board, text = `card ${++made}`): Promise<string> {
  await ana.locator('form input').fill(text);
  await ana.locator('form button').click();
  const item = luis.locator('.card').filter({ has: button(luis, text) });
  const id = await item.last().getAttribute('data-card');
  await expect(card(ana, id!)).toHaveAttribute('aria-busy', 'false');
  return id!;
}

/** A card's buttons say in their names which card they are of. */
const button = (lane: Locator, text: string) =>
  lane.page().getByRole('button', { name: `: ${text}`, exact: false });
const card = (lane: Locator, id: string) => lane.locator(`[data-card="${id}"]`);
const does = (lane: Locator, id: string, what: string) =>
  card(lane, id).locator(`[data-do=${what}]`);
const field = (lane: Locator, id: string) => card(lane, id).getByRole('textbox');
const column = (lane: Locator, id: string) =>
  lane.locator('[data-column]').filter({ has: lane.page().locator(`[data-card="${id}"]`) });

async function write(lane: Locator, id: string, text: string): Promise<void> {
  await field(lane, id).fill(text);
  await field(lane, id).press('Enter');
}

async function changesOf(lane: Locator, how: string): Promise<void> {
  await lane.getByRole('combobox', { name: 'What happens to changes' }).selectOption(how);
}

test('a change of one is seen by the other: who, what, when, and marked', async ({ page }) => {
  const board = await openBoard(page);
  const { ana, luis } = board;
  const id = await addCard(board);
  await does(ana, id, 'next').click();
  await expect(column(luis, id)).toHaveAttribute('data-column', 'doing');
  await expect(card(luis, id)).toContainText('Ana moved this from To do, just now');
  await expect(card(luis, id)).toHaveClass(/fresh/);
  await expect(luis.locator('.news')).toContainText(/Ana moved “card \d+” to Doing\.$/);
  // It fades once it was seen; for its author there was nothing to see.
  await expect(card(ana, id)).not.toHaveClass(/fresh/);
  await expect(card(luis, id)).not.toHaveClass(/fresh/, { timeout: 8000 });
  await expect(card(luis, id)).toContainText(/Ana moved this from To do, at \d/);
});

test('a mark waits until its card is on screen', async ({ page }) => {
  const board = await openBoard(page);
  const id = await addCard(board);
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await expect(card(board.luis, id)).not.toBeInViewport();
  await does(board.ana, id, 'next').evaluate((one: HTMLElement) => one.click());
  await expect(column(board.luis, id)).toHaveAttribute('data-column', 'doing');
  await page.clock.install();
  await page.clock.runFor(60_000);
  await expect(card(board.luis, id)).toHaveClass(/fresh/);
});

test('the author’s own change counts once, whichever comes first', async ({ page }) => {
  const board = await openBoard(page);
  const { ana, luis } = board;
  await changesOf(ana, 'late-answer');
  const answered = page.waitForResponse((response) => response.status() === 201);
  await ana.locator('form input').fill('event first');
  await ana.locator('form button').click();
  const mine = ana.locator('.card').filter({ has: button(ana, 'event first') });
  await expect(mine).toHaveAttribute('aria-busy', 'false');
  await expect(mine).toHaveCount(1);
  const id = (await mine.getAttribute('data-card'))!;
  // Its answer is still to come, and is older than what Luis does now.
  await does(luis, id, 'next').click();
  await expect(column(ana, id)).toHaveAttribute('data-column', 'doing');
  await (await answered).finished();
  await expect(mine).toHaveCount(1);
  await expect(column(ana, id)).toHaveAttribute('data-column', 'doing');
  await expect(ana.locator('.news')).not.toContainText('Ana');
});

test('a change that is late is shown at once, and settles', async ({ page }) => {
  const board = await openBoard(page);
  const { ana, luis } = board;
  const id = await addCard(board);
  await changesOf(ana, 'late');
  await does(ana, id, 'next').click();
  await expect(column(ana, id)).toHaveAttribute('data-column', 'doing');
  await expect(card(ana, id)).toHaveAttribute('aria-busy', 'true');
  await expect(card(ana, id)).toContainText('On its way');
  await expect(column(luis, id)).toHaveAttribute('data-column', 'todo');
  await expect(column(luis, id)).toHaveAttribute('data-column', 'doing', { timeout: 8000 });
  await expect(card(ana, id)).toHaveAttribute('aria-busy', 'false');
});

test('a change that is refused is taken back, and what was written is not lost', async ({
  page,
}) => {
  const board = await openBoard(page);
  const { ana } = board;
  const id = await addCard(board);
  const before = await field(ana, id).inputValue();
  await changesOf(ana, 'refuse');
  await write(ana, id, 'my long thought');
  await expect(card(ana, id)).toHaveAttribute('aria-busy', 'true');
  await expect(field(ana, id)).toHaveValue(before, { timeout: 8000 });
  await expect(ana.locator('.news')).toHaveText(
    'The server refused; the board is as it was. You wanted to write “my long thought”.',
  );
});

test('nothing changes under a cursor; on saving, its writer decides', async ({ page }) => {
  const board = await openBoard(page);
  const { ana, luis } = board;
  const [first, second] = [await addCard(board), await addCard(board)];
  await changesOf(luis, 'late');
  await write(luis, second, 'from Luis');
  await write(ana, second, 'from Ana');
  await changesOf(luis, '');
  await changesOf(ana, 'late');
  await write(ana, first, 'from Ana');

  await field(luis, first).fill('from Luis');
  await expect(card(ana, first)).toContainText('Luis has the cursor here');
  await expect(card(luis, first)).toContainText('it says now: “from Ana”', { timeout: 8000 });
  await expect(field(luis, first)).toHaveValue('from Luis');
  await field(luis, first).press('Enter');
  await expect(does(luis, first, 'mine')).toBeFocused();
  for (const id of [first, second]) {
    await expect(card(luis, id)).toContainText('You wanted to write “from Luis”.');
    await expect(field(luis, id)).toHaveValue('from Ana');
  }

  await does(luis, first, 'mine').click();
  await does(luis, second, 'theirs').click();
  await expect(field(ana, first)).toHaveValue('from Luis');
  for (const lane of [ana, luis]) await expect(field(lane, second)).toHaveValue('from Ana');
  await expect(card(luis, second)).not.toContainText('You wanted');
});

test('changes that do not collide are merged without a question', async ({ page }) => {
  const board = await openBoard(page);
  const { ana, luis } = board;
  const id = await addCard(board);
  await changesOf(ana, 'late');
  await write(ana, id, 'another text');
  await changesOf(ana, '');
  await does(luis, id, 'next').click();
  await expect(column(luis, id)).toHaveAttribute('data-column', 'doing');
  await expect(field(luis, id)).toHaveValue('another text', { timeout: 8000 });
  for (const lane of [ana, luis])
    await expect(column(lane, id)).toHaveAttribute('data-column', 'doing');
});

test('undo is one more change; what was deleted can be put back', async ({ page }) => {
  const board = await openBoard(page);
  const { ana, luis } = board;
  const id = await addCard(board, 'before');
  await write(ana, id, 'after');
  await expect(card(luis, id)).toContainText('Ana rewrote this; it was “before”');
  await does(luis, id, 'undo').click();
  await expect(field(ana, id)).toHaveValue('before');
  await does(ana, id, 'remove').click();
  await expect(card(luis, id)).toContainText('Ana deleted this, just now');
  await does(luis, id, 'back').click();
  await expect(card(luis, id)).toHaveCount(0);
  await expect(ana.locator('[data-mode=plain]').filter({ has: button(ana, 'before') })).toHaveCount(
    1,
  );
});

test('a second tab is two more readers, until it is closed', async ({ page, context }) => {
  const board = await openBoard(page);
  const tab = await context.newPage();
  const other = await openBoard(tab);
  await expect(board.ana.locator('.here')).toHaveText(
    /^Here now: Ana \(you\), Luis, Ana 2, Luis 2$|^Here now: Luis, Ana \(you\), /,
  );
  await expect(other.luis.locator('.here')).toContainText('Luis 2 (you)');
  const id = await addCard(board);
  await field(other.luis, id).focus();
  await expect(card(board.ana, id)).toContainText('Luis 2 has the cursor here');
  await does(other.ana, id, 'next').click();
  await expect(card(board.luis, id)).toContainText('Ana 2 moved this from To do');
  await tab.close();
  await expect(board.ana.locator('.here')).not.toContainText('2');
});

test('a reader can take another name', async ({ page }) => {
  const { ana, luis } = await openBoard(page);
  await ana.getByRole('textbox', { name: 'Name' }).fill('Noa');
  await ana.getByRole('textbox', { name: 'Name' }).press('Tab');
  await expect(ana.locator('.here')).toContainText('Noa (you)');
  await expect(luis.locator('.here')).not.toContainText('Ana');
});

test('stalled events leave Luis behind, and a cut mends it', async ({ page }) => {
  const board = await openBoard(page);
  const { stage, ana, luis } = board;
  const id = await addCard(board);
  await openDrawer(stage, 'break');
  await stage.getByRole('button', { name: 'Stall' }).click();
  await expect(stage.getByRole('button', { name: 'Let it flow' })).toBeVisible();
  await does(ana, id, 'next').click();
  // Her answer came by the other channel.
  await expect(card(ana, id)).toHaveAttribute('aria-busy', 'false');
  await expect(column(ana, id)).toHaveAttribute('data-column', 'doing');
  await expect(column(luis, id)).toHaveAttribute('data-column', 'todo');
  await stage.getByRole('button', { name: 'Cut the connection' }).click();
  await expect(luis.locator('.state')).toContainText('Connection lost');
  await expect(column(luis, id)).toHaveAttribute('data-column', 'doing');
  await expect(card(luis, id)).toHaveClass(/fresh/);
  await expect(luis.locator('.state')).toBeHidden();
});

test('markup stays text', async ({ page }) => {
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => void dialogs.push(dialog.message()));
  const board = await openBoard(page);
  const id = await addCard(board, '<img src=x onerror=alert(1)>');
  await does(board.ana, id, 'next').click();
  await expect(board.luis.locator('.news')).toContainText('<img src=x onerror=alert(1)>');
  await expect(board.stage.locator('[data-view] img')).toHaveCount(0);
  expect(dialogs).toEqual([]);
});

test('works by keyboard alone, and keeps the focus where the card goes', async ({ page }) => {
  const board = await openBoard(page);
  const id = await addCard(board);
  await does(board.ana, id, 'next').focus();
  await page.keyboard.press('Enter');
  await expect(column(board.ana, id)).toHaveAttribute('data-column', 'doing');
  await expect(does(board.ana, id, 'next')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(does(board.ana, id, 'back')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(board.ana.locator('form input')).toBeFocused();
});

test('speaks Spanish, the server’s refusals included', async ({ page }) => {
  const board = await openBoard(page, 'es');
  const { ana, luis } = board;
  const id = await addCard(board);
  await does(ana, id, 'next').click();
  await expect(card(luis, id)).toContainText('Ana la movió desde «Por hacer», ahora mismo');
  await ana.getByRole('combobox', { name: 'Qué pasa con los cambios' }).selectOption('refuse');
  await does(ana, id, 'next').click();
  await expect(ana.locator('.news')).toHaveText(
    'El servidor lo rechazó; el tablero está como antes. Querías moverla a «Hecho».',
    { timeout: 8000 },
  );
});

test('a move costs more in heads than in news, and from another origin a preflight', async ({
  page,
}) => {
  const board = await openBoard(page);
  const id = await addCard(board);
  const rows = board.stage.locator('.wire-row');
  const puts = rows.filter({ hasText: `PUT /` });
  await does(board.ana, id, 'next').click();
  await expect(puts).toHaveCount(1);
  await expect(puts).toContainText('If-Match: "');
  const preflights = rows.filter({ hasText: 'OPTIONS /' });
  await expect(preflights.last()).toContainText('Access-Control-Request-Method: PUT');
  const asked = await preflights.count();
  const before = await bytesOfChanges(board);
  const answered = page.waitForResponse((response) => response.request().method() === 'PUT');
  await does(board.ana, id, 'next').click();
  const answer = await answered;
  // Chromium asks again, though the lab lets it remember the answer: If-Match goes past its caches.
  await expect(preflights).toHaveCount(asked + 1);
  await expect.poll(() => bytesOfChanges(board)).toBeGreaterThan(before + 1900);
  expect(await bytesOfChanges(board)).toBeLessThan(before + 2300);
  const news = `${answer.request().postData()}${await answer.text()}`;
  expect(news).toContain('"column":"done"');
  expect(news.length).toBeLessThan(300);
});

async function bytesOfChanges({ stage }: Board): Promise<number> {
  return Number((await stage.locator('[data-bytes-of=cards]').innerText()).replaceAll(/\D/g, ''));
}

test.describe('on a narrow screen', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('one reader is below the other, and nothing is wider than the screen', async ({ page }) => {
    const { ana, luis } = await openBoard(page);
    const [first, second] = [await ana.boundingBox(), await luis.boundingBox()];
    expect(second!.y).toBeGreaterThanOrEqual(first!.y + first!.height);
    expect(second!.x + second!.width).toBeLessThanOrEqual(390);
  });
});
