// The presenter's half of a class: begun, moved, asked, handed over, summed up and ended in the console.
import { readFileSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';
import { encode } from 'uqr';
import { companionOnFreePorts, expect, test, watchViolations } from './course.ts';
import { current, decks, expectAt, openDeck } from './deck.ts';
import { expectNothingFound } from './axe.ts';
import { joinClass } from '../support/class-client.ts';
import { temporaryFolder } from '../support/companion.ts';
import type { RoomView } from '../../src/classroom/room-view.ts';

const consolePath = `${decks.en}present/`;
const desk = (page: Page) => page.locator('[data-desk]');
const codeOf = async (page: Page) => (await page.locator('[data-code]').textContent())!;
const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true }).click();

async function startClass(page: Page, path = consolePath): Promise<string> {
  await openDeck(page, path);
  await press(page, /^(Start a class|Empezar una clase)$/);
  await expect(page.locator('[data-driver]')).toHaveText(
    /This device drives|Este dispositivo dirige/,
  );
  return codeOf(page);
}

/** Somebody who follows, without a browser; gone with the test. */
async function follower(page: Page, code: string) {
  const joined = await joinClass(new URL(page.url()).origin, code);
  page.once('close', () => joined.stream.close());
  return joined;
}

async function toPoll(page: Page): Promise<void> {
  for (let step = 0; step < 60; step++) {
    if ((await current(page).locator('course-poll').count()) > 0) return;
    await page.keyboard.press('ArrowRight');
  }
}

const ask = (id: string, text: string, name = '') => ({ id, text, name });

test('a class begins with a code, an address and a QR code of both; its moves arrive by id and step', async ({
  page,
}) => {
  const violations = await watchViolations(page);
  const code = await startClass(page);
  const { origin, host } = new URL(page.url());
  const join = desk(page).getByRole('link', { name: `${host}/join/` });
  await expect(join).toHaveAttribute('href', `${origin}/join/?code=${code}`);
  await expect(desk(page)).toContainText('Only this computer can join');
  const { data } = encode(`${origin}/join/?code=${code}`, { border: 3 });
  const squares = data.flatMap((row, y) =>
    row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')),
  );
  const picture = desk(page).getByRole('img', { name: `QR code of ${origin}/join/?code=${code}` });
  await expect(picture.locator('path')).toHaveAttribute('d', squares.join(''));

  const { stream } = await follower(page, code);
  await expect(page.locator('[data-audience]')).toHaveText('1 here');
  await page.goto(`${consolePath}#one-request`);
  await stream.until('the slide', ({ place }) => place.id === 'one-request');
  await page.keyboard.press('ArrowRight');
  await stream.until('its first step', ({ place }) => place.step === 1);
  await press(page, 'Black screen');
  const { place } = await stream.until('black', (view) => view.place.blank);
  expect(place).toEqual({
    ...{ chapter: 'one-request', id: 'one-request', step: 1, blank: true },
    section: place.section,
  });
  expect(place.section).not.toBe('');
  expect(violations).toEqual([]);
});

test('while one move is on its way the others wait, and only the last of them is sent', async ({
  page,
}) => {
  const code = await startClass(page);
  const { stream } = await follower(page, code);
  const sent: string[] = [];
  const arrived = Promise.withResolvers<void>();
  await page.route('**/move', async (route) => {
    sent.push((route.request().postDataJSON() as { id: string }).id);
    await arrived.promise;
    await route.continue();
  });
  for (let n = 0; n < 12; n++) await page.keyboard.press('ArrowRight');
  const [, id] = /#([^.]+)/.exec(page.url())!;
  arrived.resolve();
  await stream.until('where the console is', ({ place }) => place.id === id);
  expect(sent).toHaveLength(2);
  expect(sent[1]).toBe(id);
});

test('the projector’s own keys move the class, and it says how to join', async ({
  page,
  context,
}) => {
  const code = await startClass(page);
  const { stream } = await follower(page, code);
  const opened = context.waitForEvent('page');
  await page.getByRole('link', { name: 'Open the projector' }).click();
  const projector = await opened;
  await expect(projector.locator('.class-line')).toContainText(code);
  const title = stream.views.at(-1)!.place.id;
  await projector.keyboard.press('ArrowRight');
  const { place } = await stream.until('its move', (view) => view.place.id !== title);
  await expectAt(page, place.id);
  // It is no follower, and the console is none.
  await expect(page.locator('[data-audience]')).toHaveText('1 here');
});

test('a poll is opened, its votes are seen as they come, and the right answer only after it is closed', async ({
  page,
}) => {
  const code = await startClass(page);
  const people = await Promise.all([1, 2, 3].map(() => follower(page, code)));
  await expect(page.locator('[data-poll-none]')).toBeVisible();
  await toPoll(page);
  await press(page, 'Open the poll');
  const { poll } = await people[0]!.stream.until('the poll', (view) => view.poll?.isOpen === true);
  const rows = page.locator('[data-poll-rows] li');
  await expect(rows).toHaveCount(poll!.votes.length);
  const { chapter, id } = poll!;
  for (const [n, { act }] of people.entries())
    await act('vote', { chapter, id, choice: n < 2 ? 1 : 0 });
  await expect(rows.nth(1)).toHaveText('B2 of 3');
  await expect(page.locator('[data-poll-rows] em')).toHaveCount(0);
  await press(page, 'Close the poll');
  await expect(page.locator('[data-poll-rows] em')).toHaveText(['right']);
  // On another slide the votes are gone; back, they are there again.
  await page.keyboard.press('Home');
  await expect(rows).toHaveCount(0);
});

test('questions wait for the presenter; markup and what turns text around stay text', async ({
  page,
}) => {
  const code = await startClass(page);
  const { act, stream } = await follower(page, code);
  const text = 'Is <img src=x onerror="document.title=1"> \u202Eevil an element?';
  await act('ask', ask('question-1', text, '<b>Ada</b>'));
  await expect(page.locator('[data-waiting]')).toHaveText('questions to read: 1');
  const item = page.locator('[data-question=question-1]');
  await expect(item.locator('.desk-text')).toHaveText(text.replace('\u202E', ''));
  await expect(item.locator('.desk-about')).toHaveText('<b>Ada</b>');
  await expect(item.locator('img')).toHaveCount(0);
  await item.getByRole('button', { name: 'Show' }).focus();
  await page.keyboard.press('Enter');
  await stream.until('it', (view) => view.questions.length === 1);
  // The list is new, and the focus is still at the question.
  await expect(item.getByRole('button', { name: 'Answered' })).toBeFocused();
  await page.keyboard.press('Enter');
  await stream.until('none', (view) => view.questions.length === 0);
  await page.getByText('Answered and hidden').click();
  await expect(page.locator('[data-done] [data-question=question-1]')).toBeVisible();
});

test('a reload goes on with the class; the console of another chapter brings it there', async ({
  page,
}) => {
  const code = await startClass(page);
  const { stream } = await follower(page, code);
  await page.keyboard.press('ArrowRight');
  const [, id] = /#([^.]+)/.exec(page.url())!;
  await stream.until('the move', ({ place }) => place.id === id);
  await page.reload();
  await expect(page.locator('[data-code]')).toHaveText(code);
  await expectAt(page, id!);
  await openDeck(page, '/en/slides/four-ways/present/');
  await expect(page.locator('[data-elsewhere]')).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await press(page, 'Bring it here');
  await stream.until('the chapter', ({ place }) => place.chapter === 'four-ways');
  await expect(page.locator('[data-elsewhere]')).toBeHidden();
  await page.keyboard.press('ArrowRight');
  const [, next] = /#([^.]+)/.exec(page.url())!;
  await stream.until('its move', ({ place }) => place.id === next);
});

/** Opens the link for the remote in a browser of its own, as a phone does. */
async function openRemote(page: Page, browser: Browser): Promise<Page> {
  await page.getByText('Use a phone as the remote').click();
  await press(page, 'Make a link');
  const link = page.getByRole('link', { name: 'Open the remote' });
  await expect(link).toBeVisible();
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  page.once('close', () => void context.close().catch(() => {}));
  const phone = await context.newPage();
  await phone.goto((await link.getAttribute('href'))!);
  return phone;
}

test('a phone takes over by a link that is good once; both see who drives, and only one does', async ({
  page,
  browser,
}) => {
  const code = await startClass(page);
  const { stream } = await follower(page, code);
  await page.keyboard.press('ArrowRight');
  const [, id] = /#([^.]+)/.exec(page.url())!;
  const phone = await openRemote(page, browser);
  await expect(phone.locator('[data-driver]')).toHaveText('This device drives.');
  await expect(page.locator('[data-driver]')).toHaveText(
    'Another device drives. This console follows.',
  );
  await expectAt(phone, id!);
  expect(phone.url()).not.toContain('ticket');
  await phone.getByRole('button', { name: 'Next', exact: true }).click();
  const [, next] = /#([^.]+)/.exec(phone.url())!;
  await stream.until('the phone’s move', ({ place, driver }) => place.id === next && driver === 2);
  await expectAt(page, next!);
  await page.keyboard.press('Home');
  await expect(page.locator('[data-desk-said]')).toHaveText(
    'Another device drives. Take over to move the class.',
  );
  await expectAt(page, next!);
  await press(page, 'Take over');
  await expect(page.locator('[data-driver]')).toHaveText('This device drives.');
  await expect(phone.locator('[data-driver]')).toHaveText(
    'Another device drives. This console follows.',
  );
  await page.keyboard.press('Home');
  const { place } = await stream.until(
    'the console’s move',
    (view) => view.driver === 1 && view.place.id !== next,
  );
  await expect(current(phone)).toHaveAttribute('data-slide', place.id);
  await expectNothingFound(phone);
});

test('the link of a remote that was used says so', async ({ page, browser }) => {
  await startClass(page);
  const first = await openRemote(page, browser);
  await expect(first.locator('[data-driver]')).toHaveText('This device drives.');
  const href = (await page.getByRole('link', { name: 'Open the remote' }).getAttribute('href'))!;
  const context = await browser.newContext();
  const second = await context.newPage();
  await second.goto(href);
  await expect(second.locator('[data-start-said]')).toContainText('This link has been used');
  await context.close();
});

test('the summary has polls with their words and questions as they were typed; the end deletes them', async ({
  page,
}) => {
  const code = await startClass(page);
  const { act, stream } = await follower(page, code);
  await toPoll(page);
  await press(page, 'Open the poll');
  const { poll } = await stream.until('the poll', (view) => view.poll?.isOpen === true);
  await act('vote', { chapter: poll!.chapter, id: poll!.id, choice: 1 });
  await act('ask', ask('question-1', 'Why *this* [way](x)?', 'Ada'));
  await expect(page.locator('[data-question=question-1]')).toBeVisible();
  await expect(page.locator('[data-poll-rows]')).toContainText('1 of 1');
  const asked = await current(page).locator('legend').textContent();

  await press(page, 'End the class');
  const dialog = page.getByRole('dialog');
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save a summary' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(new RegExp(`^class-${code}-\\d{4}-\\d\\d-\\d\\d\\.md$`));
  const text = readFileSync(await file.path(), 'utf8');
  expect(text).toContain(`### ${asked!.trim()}`);
  expect(text).toMatch(/^- B\. .+: 1 of 1/m);
  expect(text).toContain('- Why \\*this\\* \\[way\\](x)? (Ada): asked by 0 more, new');

  await dialog.getByRole('button', { name: 'Go on teaching' }).click();
  await expect(desk(page)).toBeVisible();
  await press(page, 'End the class');
  await dialog.getByRole('button', { name: 'End the class' }).click();
  await expect(desk(page)).toBeHidden();
  await expect(page.getByRole('button', { name: 'Start a class' })).toBeFocused();
  await stream.until('the end', ({ isOver }: RoomView) => isOver);
  // Deleted there; here it can still be kept.
  const again = page.waitForEvent('download');
  await press(page, 'Save a summary');
  expect(readFileSync(await (await again).path(), 'utf8')).toBe(text);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Start a class' })).toBeVisible();
});

test('the server goes and comes back: the talk goes on, and the class is where the console is', async ({
  page,
}) => {
  const file = `${temporaryFolder()}/classes.db`;
  const first = await companionOnFreePorts({}, file);
  const code = await startClass(page, first.origins.site + consolePath);
  const joined = await joinClass(first.origins.site, code);
  await first.close();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  const [, id] = /#([^.]+)/.exec(page.url())!;
  await expect(page.locator('[data-desk-said]')).toContainText(
    'The connection to the class is lost.',
  );
  const second = await companionOnFreePorts({ PORT: new URL(first.origins.site).port }, file);
  await joined.stream.until('where the console is', ({ place }) => place.id === id);
  await expect(page.locator('[data-desk-said]')).toHaveText('');
  joined.stream.close();
  await page.close();
  await second.close();
});

test('axe finds nothing at the desk with all it can show; a tab of it has two streams', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const open = new Set<EventSource>();
    Object.assign(window, { open });
    window.EventSource = class extends EventSource {
      constructor(url: string | URL) {
        super(url);
        open.add(this);
      }
    };
  });
  const code = await startClass(page);
  const { act, stream } = await follower(page, code);
  await toPoll(page);
  await press(page, 'Open the poll');
  const { poll } = await stream.until('the poll', (view) => view.poll?.isOpen === true);
  await act('vote', { chapter: poll!.chapter, id: poll!.id, choice: 0 });
  await act('react', { counts: { clap: 1 } });
  await act('pace', { pace: 'slow' });
  await act('ask', ask('question-1', 'Why?', 'Ada'));
  await page.getByText('Use a phone as the remote').click();
  await press(page, 'Make a link');
  await expect(page.locator('[data-remote-qr] svg')).toBeVisible();
  await expect(page.locator('[data-class-pace]')).toHaveText('1 too slow');
  await expect(page.getByRole('listitem', { name: 'Applause: 1' })).toBeVisible();
  await expectNothingFound(page);
  await press(page, 'End the class');
  await expectNothingFound(page, 'dialog[open]');
  const streams = await page.evaluate(
    () =>
      [...(window as unknown as { open: Set<EventSource> }).open].filter(
        ({ readyState }) => readyState !== EventSource.CLOSED,
      ).length,
  );
  expect(streams).toBe(2);
});
