// The presenter's half of a class: begun, moved, asked, handed over, summed up and ended in the console.
import { readFileSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';
import { encode } from 'uqr';
import type { RoomView } from '../../src/classroom/room-view.ts';
import { joinClass } from '../support/class-client.ts';
import { temporaryFolder } from '../support/companion.ts';
import { expectNothingFound } from './axe.ts';
import { phone as phoneScreen, somebody, test } from './class.ts';
import { companionOnFreePorts, expect, watchViolations } from './course.ts';
import { current, decks, expectAt, openDeck, stepTo } from './deck.ts';

const consolePath = `${decks.en}present/`;
const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true }).click();
const next = (page: Page) => press(page, 'Next');
const said = (page: Page) => page.locator('[data-class-said]');
const notice = (page: Page) => page.locator('[data-class-notice-words]');
const people = (page: Page) => page.locator('[data-class-here]');
const codeOn = (page: Page) => page.locator('[data-class-invite]');
const question = (page: Page, text: string) =>
  page.locator('[data-class-questions] li').filter({ hasText: text });

/** Begins a class as a presenter does. @returns its code */
async function startClass(page: Page, path = consolePath): Promise<string> {
  await openDeck(page, path);
  await press(page, 'Class');
  await press(page, 'Start a class');
  const dialog = page.getByRole('dialog', { name: 'Join the class' });
  const code = (await dialog.locator('[data-class-code]').textContent())!;
  await dialog.getByRole('button', { name: 'Close' }).click();
  return code;
}

/** Somebody who follows, without a browser; gone with the page. */
async function follower(page: Page, code: string) {
  const joined = await joinClass(new URL(page.url()).origin, code);
  page.once('close', () => joined.stream.close());
  return joined;
}
const at = (id: string, step = 0) =>
  [`the slide ${id}`, ({ place }: RoomView) => place.id === id && place.step === step] as const;

const ask = (id: string, text: string, name = '') => ({ id, text, name });

test.describe('begun', () => {
  test('a code, an address and a QR code of both; only this computer can join', async ({
    page,
  }) => {
    await openDeck(page, consolePath);
    await press(page, 'Class');
    await press(page, 'Start a class');
    const dialog = page.getByRole('dialog', { name: 'Join the class' });
    await expect(dialog.locator('[data-class-code]')).toHaveText(/^[2-9A-Z]{6}$/);
    const code = (await dialog.locator('[data-class-code]').textContent())!;
    const { origin, host } = new URL(page.url());
    await expect(dialog).toContainText(`${host}/join/`);
    await expect(dialog).toContainText('HOST=0.0.0.0 npm start');
    const address = `${origin}/join/?code=${code}`;
    const picture = dialog.getByRole('img', { name: `QR code of ${address}` });
    expect(modulesOf((await picture.locator('path').getAttribute('d'))!)).toEqual(
      darkModules(address),
    );
    // Dark on light in either theme.
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expect(picture.locator('rect')).toHaveCSS('fill', 'rgb(255, 255, 255)');
      await expect(picture.locator('path')).toHaveCSS('fill', 'rgb(0, 0, 0)');
    }
  });

  test('where the server has several addresses, one is chosen', async ({ page }) => {
    const origins = ['http://192.168.1.7:4321', 'http://10.0.0.3:4321'];
    await page.route('**/share', (route) =>
      route.fulfill({ json: { origins, isLocalOnly: false } }),
    );
    const code = await startClass(page);
    await press(page, `Code ${code}`);
    const dialog = page.getByRole('dialog', { name: 'Join the class' });
    await expect(dialog).toContainText('192.168.1.7:4321/join/');
    await expect(dialog.getByText('HOST=')).toBeHidden();
    await dialog.getByRole('combobox').selectOption('10.0.0.3:4321');
    const name = `QR code of http://10.0.0.3:4321/join/?code=${code}`;
    await expect(dialog.getByRole('img', { name })).toBeVisible();
  });

  test('by the keyboard alone, and the focus is never lost', async ({ page }) => {
    await openDeck(page, consolePath);
    await page.getByRole('button', { name: 'Class', exact: true }).focus();
    await page.keyboard.press('Enter');
    await tabTo(page, 'Start a class');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: 'Join the class' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(codeOn(page)).toBeFocused();
    // A clicker's keys pass the desk; a letter key does, too.
    await page.keyboard.press('PageDown');
    await expectAt(page, 'press-start');
    await tabTo(page, 'End the class');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'End the class?' });
    await tabTo(page, 'End the class', dialog);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Done' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Start a class' })).toBeFocused();
  });

  test('without a server for it, says so and goes on', async ({ page }) => {
    await openDeck(page, consolePath);
    await page.route('**/api/live', (route) => route.abort());
    await press(page, 'Class');
    await press(page, 'Start a class');
    await expect(said(page)).toHaveText(/^No server for classes answers here/);
    await page.unroute('**/api/live');
    for (const [status, sentence] of [
      [429, /too often/],
      [503, /no room/],
    ] as const) {
      await page.route('**/api/live', (route) =>
        route.fulfill({ status, json: { error: 'In English' } }),
      );
      await press(page, 'Start a class');
      await expect(said(page)).toHaveText(sentence);
      await page.unroute('**/api/live');
    }
    await next(page);
    await expectAt(page, 'press-start');
  });

  test('a console without a class loads nothing of it', async ({ page }) => {
    const urls: string[] = [];
    page.on('request', (request) => urls.push(request.url()));
    await openDeck(page, consolePath);
    await next(page);
    await expectAt(page, 'press-start');
    expect(urls.filter((url) => url.includes('/api/live'))).toEqual([]);
    const before = urls.length;
    await press(page, 'Class');
    await press(page, 'Start a class');
    await expect(page.getByRole('dialog')).toBeVisible();
    expect(urls.length).toBeGreaterThan(before);
  });
});

test.describe('moved', () => {
  test('by id, step and section; black, too', async ({ page }) => {
    const violations = await watchViolations(page);
    const code = await startClass(page);
    const { stream } = await follower(page, code);
    await expect(people(page)).toHaveText('1 here');
    await stepTo(page, 'one-request');
    await stream.until(...at('one-request'));
    await page.keyboard.press('ArrowRight');
    await stream.until(...at('one-request', 1));
    await press(page, 'Black screen');
    const { place } = await stream.until('black', (view) => view.place.blank);
    expect(place).toEqual({
      ...{ chapter: 'one-request', id: 'one-request', step: 1, blank: true },
      section: 'one-request',
    });
    expect(violations).toEqual([]);
  });

  test('one request at a time, and after it the newest place alone', async ({ page }) => {
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
    const id = (await current(page).getAttribute('data-slide'))!;
    arrived.resolve();
    await stream.until('where the console is', ({ place }) => place.id === id);
    expect(sent).toEqual(['press-start', id]);
    await expectAt(page, id, stream.views.at(-1)!.place.step);
  });

  test('by the projector’s own keys; it says how to join, whenever it comes', async ({
    page,
    context,
  }) => {
    const code = await startClass(page);
    const { stream } = await follower(page, code);
    const opened = context.waitForEvent('page');
    await page.getByRole('link', { name: 'Open the projector' }).click();
    const projector = await opened;
    await expect(projector.locator('.class-line')).toContainText(code);
    await projector.keyboard.press('ArrowRight');
    await stream.until(...at('press-start'));
    await expectAt(page, 'press-start');
    // Neither console nor projector is a follower.
    await expect(people(page)).toHaveText('1 here');
  });

  test('after a reload as before, also with the panel of another chapter', async ({ page }) => {
    const code = await startClass(page);
    const { stream } = await follower(page, code);
    await next(page);
    await stream.until(...at('press-start'));
    await page.reload();
    await expect(codeOn(page)).toHaveText(`Code ${code}`);
    await expectAt(page, 'press-start');
    // A console that is opened anew goes to where the class is, and does not take it to its title.
    await openDeck(page, '/es/slides/one-request/present/');
    await expectAt(page, 'press-start');
    await openDeck(page, '/en/slides/four-ways/present/');
    await expect(notice(page)).toHaveText(
      'The class is in another chapter: One request, a very long response',
    );
    await next(page);
    await press(page, 'Bring the class to this chapter');
    await stream.until('the chapter', ({ place }) => place.chapter === 'four-ways');
    await expect(notice(page)).toHaveText('');
    await next(page);
    const id = (await current(page).getAttribute('data-slide'))!;
    await stream.until('its move', ({ place }) => place.id === id);
  });

  test('by two tabs of one browser: what one does, the other shows', async ({ page, context }) => {
    const code = await startClass(page);
    const { stream } = await follower(page, code);
    const other = await context.newPage();
    await openDeck(other, consolePath);
    await expect(codeOn(other)).toHaveText(`Code ${code}`);
    await next(other);
    await expectAt(page, 'press-start');
    await page.bringToFront();
    await next(page);
    await expectAt(other, 'one-request');
    await stream.until(...at('one-request'));
  });
});

test.describe('handed over', () => {
  /** Opens the link for the remote in a browser of its own, as a phone does. */
  async function openRemote(page: Page, browser: Browser): Promise<{ phone: Page; link: string }> {
    await press(page, 'Use a phone');
    const dialog = page.getByRole('dialog', { name: 'A phone as the remote' });
    const link = (await dialog.getByRole('link').getAttribute('href'))!;
    await expect(dialog.getByRole('img', { name: `QR code of ${link}` })).toBeVisible();
    await dialog.getByRole('button', { name: 'Close' }).click();
    const phone = await somebody(browser, new URL(page.url()).origin, { screen: phoneScreen });
    page.once(
      'close',
      () =>
        void phone
          .context()
          .close()
          .catch(() => {}),
    );
    await phone.goto(link);
    return { phone, link };
  }
  const elsewhere = 'Another device drives the class.';

  test('a phone takes over by a link that is good once; both see who drives, one does', async ({
    page,
    browser,
  }) => {
    const code = await startClass(page);
    const { stream } = await follower(page, code);
    await next(page);
    const { phone, link } = await openRemote(page, browser);
    await expectAt(phone, 'press-start');
    await expect(phone.locator('[data-class-driver]')).toHaveText('This device drives.');
    expect(phone.url()).not.toMatch(/ticket|class=/);
    await expect(notice(page)).toHaveText(elsewhere);

    await next(phone);
    await stream.until(...at('one-request'));
    await expectAt(page, 'one-request');
    // The console holds still, and says why.
    await page.keyboard.press('Home');
    await expect(notice(page)).toHaveText(/^Another device drives .* take over\.$/);
    await press(page, 'Black screen');
    await expectAt(page, 'one-request');
    await expect(current(phone)).toHaveAttribute('data-slide', 'one-request');

    await press(page, 'Take over');
    await expect(page.getByRole('button', { name: 'Next', exact: true })).toBeFocused();
    await expect(notice(page)).toHaveText('');
    await expect(notice(phone)).toHaveText(elsewhere);
    await expect(phone.getByRole('button', { name: 'Take over' })).toBeInViewport();
    await page.keyboard.press('Home');
    const { driver } = await stream.until(...at('title'));
    expect(driver).toBe(1);
    await expectAt(phone, 'title');
    await expectNothingFound(phone);
    await expectNothingFound(page);

    const late = await somebody(browser, new URL(page.url()).origin, { screen: phoneScreen });
    await late.goto(link);
    await expect(notice(late)).toHaveText(/^This link has been used/);
    await expect(notice(late)).toBeInViewport();
    await late.context().close();
  });

  test('while a phone drives, the projector’s keys move neither it nor the class', async ({
    page,
    context,
    browser,
  }) => {
    const code = await startClass(page);
    const { stream } = await follower(page, code);
    const opened = context.waitForEvent('page');
    await page.getByRole('link', { name: 'Open the projector' }).click();
    const projector = await opened;
    await expect(projector.locator('.class-line')).toContainText(code);
    await page.bringToFront();
    const { phone } = await openRemote(page, browser);
    await next(phone);
    await expectAt(projector, 'press-start');
    await projector.bringToFront();
    await projector.keyboard.press('PageDown');
    await expect(notice(page)).toHaveText(/take over\.$/);
    await expectAt(projector, 'press-start');
    expect(stream.views.at(-1)!.place.id).toBe('press-start');
  });

  test('the phone shows notes, time and large buttons, and is not cut off', async ({
    page,
    browser,
  }) => {
    await startClass(page);
    const { phone } = await openRemote(page, browser);
    await expect(phone.locator('[data-class-driver]')).toHaveText('This device drives.');
    for (const name of ['Back', 'Next']) {
      const button = phone.getByRole('button', { name, exact: true });
      await expect(button).toBeInViewport({ ratio: 1 });
      expect((await button.boundingBox())!.height).toBeGreaterThanOrEqual(60);
    }
    await expect(phone.locator('[data-elapsed]')).toBeInViewport();
    await expect(phone.locator('.slide-notes[data-current]')).toBeInViewport();
    const over = await phone.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(over).toBe(0);
  });

  test('the link opened in the console’s own browser makes one device of two tabs', async ({
    page,
    context,
  }) => {
    await startClass(page);
    await press(page, 'Use a phone');
    const dialog = page.getByRole('dialog', { name: 'A phone as the remote' });
    const opened = context.waitForEvent('page');
    await dialog.getByRole('link').click();
    const tab = await opened;
    await expect(tab.locator('[data-class-driver]')).toHaveText('This device drives.');
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expect(notice(page)).toHaveText('');
    await next(page);
    await expectAt(tab, 'press-start');
  });
});

test.describe('asked', () => {
  test('a poll: opened, counted, closed; only then the right answer is marked', async ({
    page,
  }) => {
    const code = await startClass(page);
    const all = await Promise.all([1, 2, 3].map(() => follower(page, code)));
    await stepTo(page, 'check');
    await press(page, 'Open the poll');
    const { poll } = await all[0]!.stream.until('the poll', (view) => view.poll?.isOpen === true);
    const rows = page.locator('[data-class-bars] li');
    await expect(rows).toHaveCount(3);
    const { chapter, id } = poll!;
    for (const [n, { act }] of all.entries())
      await act('vote', { chapter, id, choice: n < 2 ? 1 : 0 });
    await expect(rows).toHaveText([/^A1 · 33%$/, /^B2 · 67%$/, /^C0 · 0%$/]);
    await expect(page.locator('[data-class-votes]')).toHaveText('Votes: 3');
    // On another slide it is still there to be closed.
    await next(page);
    await page.keyboard.press('End');
    await expect(page.locator('[data-class-poll]')).toContainText(
      'Another poll is open: One event',
    );
    await press(page, 'Close the poll');
    await expect(page.locator('[data-class-poll]')).toBeHidden();
    await all[0]!.stream.until('closed', (view) => view.poll?.isOpen === false);
    await press(page, /^Go to slide \d+: Check yourself$/);
    await expect(rows).toHaveText([/^A1 · 33%$/, /^B2 · 67% · right$/, /^C0 · 0%$/]);
  });

  test('questions: markup and what turns text around stay text; shown, answered, hidden', async ({
    page,
  }) => {
    const code = await startClass(page);
    const { act, stream } = await follower(page, code);
    const other = await follower(page, code);
    const text = 'Is <img src=x onerror="document.title=1"> an element?';
    await act('ask', ask('question-1', text, '\u202E<b>Ada</b>'));
    await other.act('ask', ask('question-2', 'لماذا؟'));
    await other.act('upvote', { id: 'question-1', on: true });
    await expect(page.locator('[data-class-badge]')).toHaveText('2 new');
    const item = question(page, 'an element?');
    await expect(item.locator('.class-question')).toHaveText(text);
    await expect(item.locator('.class-by bdi')).toHaveText(['New', '<b>Ada</b>', 'Me too: 1']);
    await expect(item.locator('img, b')).toHaveCount(0);
    await expect(question(page, 'لماذا؟').locator('.class-question')).toHaveCSS('direction', 'rtl');

    await item.getByRole('button', { name: /^Show/ }).focus();
    await page.keyboard.press('Enter');
    await stream.until('it', (view) => view.questions.length === 1);
    await expect(item.getByRole('button', { name: /^Show/ })).toBeFocused();
    await expect(item.getByRole('button', { name: /^Show/ })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await expect(page.locator('[data-class-badge]')).toHaveText('1 new');
    await item.getByRole('button', { name: /^Answered/ }).click();
    await stream.until('none', (view) => view.questions.length === 0);
    await item.getByRole('button', { name: /^Hide/ }).click();
    // Taken back, it waits again.
    await item.getByRole('button', { name: /^Hide/, pressed: true }).click();
    await expect(item.locator('.class-by bdi').first()).toHaveText('New');
  });

  test('who follows, how the pace suits them, how they react', async ({ page }) => {
    const code = await startClass(page);
    const [one, two, three] = await Promise.all([1, 2, 3].map(() => follower(page, code)));
    await one!.act('pace', { pace: 'fast' });
    await two!.act('pace', { pace: 'slow' });
    await three!.act('look', { isDetached: true });
    await three!.act('react', { counts: { clap: 2 } });
    await expect(page.locator('.class-who')).toContainText('3 here');
    await expect(page.locator('[data-class-others]')).toHaveText('1 looking elsewhere');
    await expect(page.locator('[data-class-tempo]')).toHaveText('Too fast: 1 · Too slow: 1');
    await expect(page.locator('[data-class-reactions]')).toHaveText('👏 2');
    await one!.act('pace', { pace: 'good' });
    await expect(page.locator('[data-class-tempo]')).toHaveText('Too slow: 1');
    // Folded, the console still says how many there are.
    await press(page, 'Class · 3');
    await expect(page.locator('[data-class-desk]')).toBeHidden();
    await expect(page.getByRole('button', { name: 'Class · 3' })).toBeVisible();
  });
});

test.describe('ended', () => {
  test('with a summary of chapters, polls in the page’s words, and questions, most wanted first', async ({
    page,
  }) => {
    const code = await startClass(page);
    const { act, stream } = await follower(page, code);
    const other = await follower(page, code);
    await stepTo(page, 'check');
    await press(page, 'Open the poll');
    const { poll } = await stream.until('the poll', (view) => view.poll?.isOpen === true);
    await act('vote', { chapter: poll!.chapter, id: poll!.id, choice: 1 });
    await act('ask', ask('question-1', 'First'));
    await act('ask', ask('question-2', '# Why *this* [way](x)?', 'Ada'));
    await other.act('upvote', { id: 'question-2', on: true });
    await expect(question(page, 'Why').locator('.class-by')).toContainText('Me too: 1');
    await question(page, 'Why').getByRole('button', { name: /^Show/ }).click();
    await stream.until('it shown', (view) => view.questions.length === 1);

    await press(page, 'End the class');
    const dialog = page.getByRole('dialog', { name: 'End the class?' });
    const download = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Save a summary' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(
      new RegExp(`^class-${code}-\\d{4}-\\d\\d-\\d\\d\\.md$`),
    );
    await expect(dialog).toContainText(`Saved: ${file.suggestedFilename()}`);
    const text = readFileSync(await file.path(), 'utf8');
    expect(text).toContain(`# Class ${code}\n\n${today()}\n`);
    expect(text).toContain('## Chapters\n\n- One request, a very long response\n');
    expect(text).toContain(
      '### One event reaches the browser cut into three chunks. How many message events does the page see?\n\nVotes: 1\n\n' +
        '- A. Three, one for each chunk: 0 · 0%\n- B. One: 1 · 100% (right)\n',
    );
    expect(text).toContain(
      '## Questions\n\n- \\# Why \\*this\\* \\[way\\](x)? (Ada · Me too: 1 · shown)\n- First (not dealt with)\n',
    );

    await dialog.getByRole('button', { name: 'Go on with the class' }).click();
    await expect(codeOn(page)).toBeVisible();
    await press(page, 'End the class');
    await dialog.getByRole('button', { name: 'End the class' }).click();
    await stream.until('the end', ({ isOver }: RoomView) => isOver);
    await expect(said(page)).toHaveText(/^The class is over/);
    // The last chance is not over yet.
    const again = page.waitForEvent('download');
    await press(page, 'Save a summary');
    expect(readFileSync(await (await again).path(), 'utf8')).toBe(text);
    await press(page, 'Done');
    await page.reload();
    await press(page, 'Class');
    await expect(page.getByRole('button', { name: 'Start a class' })).toBeVisible();
  });

  test('elsewhere: this console says so, tells the projector, and goes on alone', async ({
    page,
    context,
  }) => {
    const code = await startClass(page);
    const opened = context.waitForEvent('page');
    await page.getByRole('link', { name: 'Open the projector' }).click();
    const projector = await opened;
    await expect(projector.locator('.class-line')).toContainText(code);
    const other = await context.newPage();
    await openDeck(other, consolePath);
    await press(other, 'End the class');
    await other.getByRole('dialog').getByRole('button', { name: 'End the class' }).click();
    await expect(said(page)).toHaveText(/^The class is over/);
    await expect(notice(page)).toHaveText('The class is over.');
    await expect(projector.locator('.class-line')).toHaveCount(0);
    await page.bringToFront();
    await next(page);
    await expectAt(projector, 'press-start');
    await expect(notice(page)).toHaveText('');
  });
});

test('the server goes and comes back: the talk goes on, then the class is where it is', async ({
  page,
}) => {
  const file = `${temporaryFolder()}/classes.db`;
  const first = await companionOnFreePorts({}, file);
  const code = await startClass(page, first.origins.site + consolePath);
  const joined = await joinClass(first.origins.site, code);
  await first.close();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expectAt(page, 'one-request');
  await expect(notice(page)).toHaveText(/^No connection to the class/);
  const second = await companionOnFreePorts({ PORT: new URL(first.origins.site).port }, file);
  await joined.stream.until(...at('one-request'));
  await expect(notice(page)).toHaveText('');
  await expectAt(page, 'one-request');
  joined.stream.close();
  await page.close();
  await second.close();
});

for (const [width, height] of [
  [1280, 800],
  [1920, 1080],
  [390, 844],
] as const)
  test(`with all it can show, axe finds nothing and nothing is cut off at ${width} by ${height}`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await watchEventSources(page);
    const code = await startClass(page);
    const { act, stream } = await follower(page, code);
    await stepTo(page, 'check');
    await press(page, 'Open the poll');
    const { poll } = await stream.until('the poll', (view) => view.poll?.isOpen === true);
    await act('vote', { chapter: poll!.chapter, id: poll!.id, choice: 0 });
    await act('react', { counts: { clap: 1 } });
    await act('pace', { pace: 'slow' });
    await act('ask', ask('question-1', 'W'.repeat(280), 'W'.repeat(40)));
    await expect(page.locator('[data-class-tempo]')).toHaveText('Too slow: 1');
    await expect(page.locator('[data-class-questions] li')).toHaveCount(1);
    await expectNothingFound(page);
    const { over, tall } = await page.evaluate(() => {
      const { scrollWidth, clientWidth, scrollHeight } = document.documentElement;
      return { over: scrollWidth - clientWidth, tall: scrollHeight };
    });
    expect(over).toBe(0);
    if (width > 1000) expect(tall).toBe(height);
    for (const name of [`Code ${code}`, 'Use a phone', 'End the class']) {
      await press(page, name);
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectNothingFound(page, 'dialog[open]');
      await page.keyboard.press('Escape');
    }
    expect(await openEventSources(page)).toBe(2);
  });

/** The dark modules of the QR code that the library makes of a text. */
function darkModules(text: string): string[] {
  const { data } = encode(text, { ecc: 'M', border: 4 });
  return data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`${x},${y}`] : [])));
}

/** The modules that a path covers. */
function modulesOf(path: string): string[] {
  return [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)].flatMap(([, x, y, length]) =>
    Array.from({ length: Number(length) }, (_, n) => `${Number(x) + n},${y}`),
  );
}

async function tabTo(page: Page, name: string, within: Pick<Page, 'getByRole'> = page) {
  const button = within.getByRole('button', { name, exact: true });
  for (let presses = 0; presses < 40; presses++) {
    if (await button.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`40 presses of Tab did not lead to "${name}".`);
}

function today(): string {
  return new Date().toLocaleDateString('en', { dateStyle: 'full' });
}

async function watchEventSources(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const sources: EventSource[] = [];
    Object.assign(window, { sources });
    window.EventSource = class extends EventSource {
      constructor(url: string | URL) {
        super(url);
        sources.push(this);
      }
    };
  });
}

function openEventSources(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      (window as unknown as { sources: EventSource[] }).sources.filter(
        ({ readyState }) => readyState !== EventSource.CLOSED,
      ).length,
  );
}
