// A class, seen from its followers: real rooms of a real companion, one browser for each person.
import type { Page } from '@playwright/test';
import { joinClass, openClass } from '../support/class-client.ts';
import { expectNothingFound } from './axe.ts';
import {
  backToLive,
  bar,
  join,
  laptop,
  phone,
  presenterIsAt,
  somebody,
  state,
  test,
} from './class.ts';
import { allChapterPaths, chapters, deckOf, expect, watchViolations } from './course.ts';
import { current, decks, expectAt, openDeck } from './deck.ts';

const other = 'four-ways';
const poll = { chapter: 'one-request', id: 'three-chunks', options: 3 };

test.describe('joining', () => {
  test('the code may be typed as it is read out, and leads to the slides on a laptop', async ({
    page,
    baseURL,
  }) => {
    const room = await openClass(baseURL!);
    await room.move('server');
    await page.goto('/en/join/');
    const { code } = room;
    await expect(page.getByRole('radio', { name: /the slides/ })).toBeChecked();
    await page
      .getByLabel('Code of the class')
      .fill(` ${code.slice(0, 3).toLowerCase()} ${code.slice(3)}`);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(`/en/slides/one-request/\\?live=${code}#server$`));
    await expect(state(page)).toHaveText('Live');
    await expectAt(page, 'server');
    await page.goBack();
    await expect(page).toHaveURL(/\/en\/join\/$/);
  });

  test('one address for all: in the reader’s language, on a phone to the text', async ({
    browser,
    baseURL,
  }) => {
    const { code } = await openClass(baseURL!);
    const page = await somebody(browser, baseURL!, { locale: 'es', screen: phone });
    await page.goto('/join/');
    await expect(page).toHaveURL(/\/es\/join\/$/);
    await expect(page.getByRole('radio', { name: /el texto/ })).toBeChecked();
    await join(page, code);
    await expect(page).toHaveURL(new RegExp(`/es/one-request/\\?live=${code}$`));
    await page.context().close();
  });

  test('says in the reader’s language why it does not work', async ({ page }) => {
    await page.goto('/en/join/');
    const answer = page.getByRole('alert');
    const tryCode = async (code: string) => {
      await page.getByLabel('Code of the class').fill(code);
      await page.getByRole('button', { name: 'Join' }).click();
    };
    await tryCode('K7M2Q');
    await expect(answer).toHaveText(/^That is no code of a class/);
    await tryCode('K7M2QX');
    await expect(answer).toHaveText(/^There is no class with the code K7M2QX/);
    await expect(page.getByLabel('Code of the class')).toBeFocused();
    for (const [status, sentence] of [
      [429, /^Too many codes/],
      [503, /^The class is full/],
      [502, /^No server answers/],
    ] as const) {
      await page.route('**/api/live/*', (route) => route.fulfill({ status }));
      await tryCode('K7M2QX');
      await expect(answer).toHaveText(sentence);
      await page.unroute('**/api/live/*');
    }
    await page.route('**/api/live/*', (route) =>
      route.fulfill({ status: 404, contentType: 'text/html', body: 'Not found' }),
    );
    await tryCode('K7M2QX');
    await expect(answer).toHaveText(/^No server answers/);
  });

  test('without JavaScript it says so, and what there is instead', async ({ browser, baseURL }) => {
    const page = await browser.newPage({ javaScriptEnabled: false });
    await page.goto(`${baseURL}/en/join/`);
    await expect(page.getByText('To follow a class, this page needs JavaScript.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Join' })).toBeHidden();
    await expect(page.getByRole('link', { name: 'Read the course' })).toBeVisible();
    await page.close();
  });
});

test.describe('following', () => {
  test('slides in English and text in Spanish go along, leave, and come back', async ({
    browser,
    baseURL,
  }) => {
    const room = await openClass(baseURL!);
    const desk = room.desk();
    const [ana, luis] = await Promise.all([
      somebody(browser, baseURL!),
      somebody(browser, baseURL!, { locale: 'es', screen: phone }),
    ]);
    await Promise.all([join(ana, room.code), join(luis, room.code)]);
    await desk.until('two are here', ({ audience }) => audience.here === 2);
    await room.move('server');
    await expectAt(ana, 'server');
    await expect(presenterIsAt(luis)).toHaveText('El servidor, en tres piezas');
    await expect(presenterIsAt(luis)).toBeInViewport();
    await expect(backToLive(ana)).toBeHidden();

    await test.step('own keys detach', async () => {
      await ana.keyboard.press('ArrowRight');
      await expect(backToLive(ana)).toHaveText('Back to live: The server, in three pieces');
      await desk.until('one looks elsewhere', ({ audience }) => audience.detached === 1);
      await room.move('client');
      await expect(backToLive(ana)).toHaveText(/^Back to live: (?!The server)/);
      await expectAt(ana, 'server-head');
    });
    await test.step('the button brings back', async () => {
      await backToLive(ana).click();
      await expectAt(ana, 'client');
      await expect(backToLive(ana)).toBeHidden();
      await desk.until('all look', ({ audience }) => audience.detached === 0);
      await room.move('break', { step: 2 });
      await expectAt(ana, 'break', 2);
    });
    await test.step('scrolling detaches, and the text says where the class is', async () => {
      await expect(presenterIsAt(luis)).toBeInViewport();
      await luis.mouse.move(200, 400);
      await luis.mouse.wheel(0, 900);
      await expect(backToLive(luis)).toHaveText(/^Volver al vivo: \S/);
      await room.move('server');
      await expect(backToLive(luis)).toHaveText('Volver al vivo: El servidor, en tres piezas');
      await expect(presenterIsAt(luis)).not.toBeInViewport();
      await backToLive(luis).click();
      await expect(presenterIsAt(luis)).toBeInViewport();
      await expect(backToLive(luis)).toBeHidden();
    });
    desk.close();
    await Promise.all([ana.context().close(), luis.context().close()]);
  });

  test('in the text keys and a jump detach, reduced motion jumps, and steps do not scroll', async ({
    page,
    baseURL,
  }) => {
    const room = await openClass(baseURL!);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(`${chapters.en}?live=${room.code}`);
    await room.move('server');
    await expect(presenterIsAt(page)).toHaveText('The server, in three pieces');
    for (const leave of [
      () => page.keyboard.press('PageDown'),
      () => page.locator('.contents a').last().click(),
    ]) {
      await leave();
      await backToLive(page).click();
      await expect(presenterIsAt(page)).toBeInViewport();
      await expect(backToLive(page)).toBeHidden();
    }
    const top = () => page.evaluate(() => scrollY);
    const before = await top();
    await room.move('server', { step: 1 });
    await room.act('poll', { ...poll, isOpen: true });
    await expect(page.locator('[data-voting]')).toBeAttached();
    expect(await top()).toBe(before);
    await expect(state(page)).toHaveText('Live');
  });

  test('who comes late is where the class is, and after a reload still what they were', async ({
    page,
    baseURL,
  }) => {
    const room = await openClass(baseURL!);
    await room.move('break', { step: 3, blank: true });
    await page.goto(`${decks.en}?live=${room.code.toLowerCase()}`);
    await expectAt(page, 'break', 3);
    await expect(page.locator('[data-blackout]')).toBeVisible();
    await page.reload();
    await expect(state(page)).toHaveText('Live');
    await room.move('server');
    await expectAt(page, 'server');
    await expect(page.locator('[data-blackout]')).toBeHidden();
    await page.keyboard.press('End');
    await expect(backToLive(page)).toBeVisible();
    await page.reload();
    await expect(backToLive(page)).toBeVisible();
    await expect(current(page)).toHaveAttribute('data-slide', 'your-turn');
  });

  test('a slide that is lifted out of the black is one’s own', async ({ page, baseURL }) => {
    const room = await openClass(baseURL!);
    await page.goto(`${decks.en}?live=${room.code}`);
    await room.move('server', { blank: true });
    await page.locator('[data-blackout]').click();
    await expect(backToLive(page)).toBeVisible();
    await room.act('poll', { ...poll, isOpen: true });
    await expect(bar(page).getByRole('status')).toContainText('The class votes');
    await expect(page.locator('[data-blackout]')).toBeHidden();
    await backToLive(page).click();
    await expect(page.locator('[data-blackout]')).toBeVisible();
  });

  test('moves of the class take no focus; one’s own do', async ({ page, baseURL }) => {
    const room = await openClass(baseURL!);
    await page.goto(`${decks.en}?live=${room.code}`);
    await expect(state(page)).toHaveText('Live');
    const help = page.getByRole('button', { name: 'Keys and settings' });
    await help.focus();
    for (const blank of [false, true, false]) {
      await room.move('server', { blank });
      await expect(page.locator('[data-blackout]')).toBeVisible({ visible: blank });
    }
    await expectAt(page, 'server');
    await expect(help).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await expect(current(page).getByRole('heading')).toBeFocused();
  });

  test('another chapter: who is live goes along, who is not gets a button', async ({
    browser,
    baseURL,
  }) => {
    const room = await openClass(baseURL!);
    const people = await Promise.all([
      somebody(browser, baseURL!),
      somebody(browser, baseURL!, { locale: 'es', screen: phone }),
      somebody(browser, baseURL!),
    ]);
    const [ana, luis, eva] = people;
    await Promise.all(people.map((page) => join(page, room.code)));
    await eva.keyboard.press('End');
    await expect(backToLive(eva)).toBeVisible();
    await room.move('title', { chapter: other, section: '' });
    await expect(ana).toHaveURL(new RegExp(`/en/slides/${other}/\\?live=${room.code}`));
    await expect(luis).toHaveURL(new RegExp(`/es/${other}/\\?live=${room.code}`));
    await expect(state(ana)).toHaveText('Live');
    await expect(state(luis)).toHaveText('En vivo');
    const title = await current(ana).getByRole('heading').innerText();
    await expect(backToLive(eva)).toHaveText(`Back to live: ${title}`);
    await expectAt(eva, 'your-turn');
    await backToLive(eva).click();
    await expect(eva).toHaveURL(new RegExp(`/en/slides/${other}/\\?live=${room.code}`));
    await expect(state(eva)).toHaveText('Live');

    await test.step('a page that the reader chooses is theirs', async () => {
      await ana.goto(decks.en);
      await expect(backToLive(ana)).toHaveText(`Back to live: ${title}`);
      await expect(ana).toHaveURL(new RegExp(`live=${room.code}`));
    });
    await Promise.all(people.map((page) => page.context().close()));
  });

  test('a demo on the slide of the class is the same for all; on one’s own it is one’s own', async ({
    browser,
    baseURL,
  }) => {
    const room = await openClass(baseURL!);
    await room.move('press-start');
    const [ana, luis] = await Promise.all([
      somebody(browser, baseURL!),
      somebody(browser, baseURL!),
    ]);
    // Whose demo ran before has it begin again, with the others.
    await openDeck(ana, `${decks.en}#press-start`);
    await expect(current(ana).locator('[data-view] li').first()).toBeVisible();
    const asked = (page: Page, isShared: boolean) =>
      page.waitForRequest(
        (request) =>
          /\/first-stream\/events$/.test(request.url()) &&
          request.url().includes(`~${room.code}/`) === isShared,
      );
    const hers = asked(ana, true);
    await join(ana, room.code);
    await hers;
    const first = current(ana).locator('[data-view] li').first();
    await expect(first).toBeVisible();
    await join(luis, room.code);
    await expect(current(luis).locator('[data-view] li').first()).toHaveText(
      await first.innerText(),
      {
        useInnerText: true,
      },
    );
    const his = asked(luis, false);
    await luis.keyboard.press('End');
    await luis.keyboard.press('Home');
    await luis.keyboard.press('PageDown');
    await his;
    await Promise.all([ana.context().close(), luis.context().close()]);
  });

  test('from the slides into the text and Back, it stays live', async ({ page, baseURL }) => {
    const room = await openClass(baseURL!);
    await room.move('server');
    await join(page, room.code);
    await expectAt(page, 'server');
    await current(page).locator('.slide-read').click();
    await expect(page).toHaveURL(new RegExp(`${chapters.en}\\?live=${room.code}#server$`));
    await expect(state(page)).toHaveText('Live');
    await room.move('client');
    await expect(presenterIsAt(page)).toBeInViewport();
    await page.goBack();
    await expect(state(page)).toHaveText('Live');
    await expectAt(page, 'client');
  });
});

test.describe('a connection that breaks', () => {
  test('the server starts anew with the same log: the slide stays, and the class goes on', async ({
    browser,
    returning: { site, go, comeBack },
  }) => {
    const room = await openClass(site);
    const [page, reader] = [
      await somebody(browser, site),
      await somebody(browser, site, { screen: phone }),
    ];
    await room.move('server');
    await Promise.all([join(page, room.code), join(reader, room.code)]);
    await expectAt(page, 'server');
    await reader.mouse.wheel(0, 900);
    await expect(backToLive(reader)).toBeVisible();
    await go();
    await expect(state(page)).toHaveText('Reconnecting…');
    await expect(bar(page).getByRole('status')).toContainText('lost');
    await expectAt(page, 'server');
    await comeBack();
    await expect(state(page)).toHaveText('Live');
    await expect(bar(page).getByRole('status')).toHaveText('Connected to the class again.');
    const desk = room.desk();
    await desk.until('it knows who looks elsewhere', ({ audience }) => audience.detached === 1);
    await room.move('client');
    await expectAt(page, 'client');
    desk.close();
    await Promise.all([page.context().close(), reader.context().close()]);
  });

  test('offline and online again: the class is where it is by then', async ({ page, baseURL }) => {
    const room = await openClass(baseURL!);
    await join(page, room.code);
    await page.context().setOffline(true);
    await room.move('break', { step: 1 });
    await page.context().setOffline(false);
    await expectAt(page, 'break', 1);
    await expect(state(page)).toHaveText('Live');
  });

  test('the class is over: the page is the reader’s own, and stays so', async ({
    page,
    baseURL,
  }) => {
    const room = await openClass(baseURL!);
    await room.move('server');
    await join(page, room.code);
    await room.act('end');
    await expect(bar(page).getByRole('status')).toHaveText(/^The class is over/);
    await expect(backToLive(page)).toBeHidden();
    await page.keyboard.press('ArrowRight');
    await expectAt(page, 'server-head');
    await expect(backToLive(page)).toBeHidden();
    expect(new URL(page.url()).search).toBe('');
    await bar(page).getByRole('button', { name: 'Close' }).click();
    await expect(bar(page)).toHaveCount(0);
    await page.reload();
    await expect(page.locator('body[data-ready]')).toBeAttached();
    await expectFollowsNothing(page, decks.en);
  });

  test('a code without a class says so, and the slides work', async ({ page }) => {
    for (const code of ['K7M2QX', '../x']) {
      await openDeck(page, `${decks.en}?live=${encodeURIComponent(code)}`);
      await expect(bar(page).getByRole('status')).toContainText(`No class has the code ${code}`);
      await page.keyboard.press('ArrowRight');
      await expectAt(page, 'press-start');
    }
  });

  test('who leaves the class is alone with the page', async ({ page, baseURL }) => {
    const room = await openClass(baseURL!);
    const desk = room.desk();
    await join(page, room.code);
    await desk.until('one is here', ({ audience }) => audience.here === 1);
    await bar(page).getByRole('button', { name: 'Leave the class' }).click();
    await expect(bar(page)).toHaveCount(0);
    await desk.until('nobody is here', ({ audience }) => audience.here === 0);
    expect(new URL(page.url()).search).toBe('');
    desk.close();
  });
});

test.describe('taking part', () => {
  test('a vote is a vote: nothing is judged before the poll is closed', async ({
    browser,
    baseURL,
  }) => {
    const room = await openClass(baseURL!);
    await room.move('check');
    const [ana, luis] = await Promise.all([
      somebody(browser, baseURL!),
      somebody(browser, baseURL!, { locale: 'es', screen: phone }),
    ]);
    await Promise.all([join(ana, room.code), join(luis, room.code)]);
    await room.act('poll', { ...poll, isOpen: true });
    const [hers, his] = [ana.locator('#three-chunks'), luis.locator('#three-chunks')];
    await expect(hers.getByText('The class votes.')).toBeVisible();
    await hers.getByRole('radio', { name: 'One', exact: true }).check();
    await expect(hers.getByText('1 of 1')).toBeVisible();
    await expect(hers.locator('.poll-verdict')).toHaveText(/^You have voted/);
    await expect(hers.locator('[data-verdict]')).toHaveCount(0);
    await expect(hers.locator('summary')).toBeHidden();
    // Who has not voted sees no result that could sway them.
    await expect(his.locator('.poll-tally:visible')).toHaveCount(0);
    await his.getByRole('radio').first().check();
    await expect(his.getByText('1 de 2').first()).toBeVisible();

    await test.step('a reload, and a second thought', async () => {
      await ana.reload();
      await expect(hers.getByRole('radio', { name: 'One', exact: true })).toBeChecked();
      await expect(hers.getByText('1 of 2').first()).toBeVisible();
      await his.getByRole('radio').nth(1).check();
      await expect(his.getByText('2 de 2')).toBeVisible();
      await his.getByRole('radio').first().check();
      await expect(his.getByText('1 de 2').first()).toBeVisible();
    });
    await test.step('closed: bars, verdict and answer for everybody', async () => {
      const late = await somebody(browser, baseURL!);
      await join(late, room.code);
      await room.act('poll', { ...poll, isOpen: false });
      await expect(hers.locator('.poll-verdict')).toHaveText('Right.');
      await expect(his.locator('[data-verdict=wrong]')).toBeVisible();
      for (const page of [ana, luis, late]) {
        await expect(page.locator('#three-chunks details')).toHaveAttribute('open');
        await expect(page.locator('#three-chunks .poll-tally:visible')).toHaveCount(3);
      }
      // On slides too, where the page itself has the right letter alone.
      for (const page of [ana, late])
        await expect(page.getByText('only a blank line ends an event')).toBeVisible();
      await expect(
        luis.getByText('lo único que termina un evento es una línea en blanco'),
      ).toBeVisible();
      await late.context().close();
    });
    await Promise.all([ana.context().close(), luis.context().close()]);
  });

  test('questions, “me too”, reactions and the pace reach the presenter', async ({
    browser,
    baseURL,
  }) => {
    const room = await openClass(baseURL!);
    const desk = room.desk();
    const [ana, luis] = await Promise.all([
      somebody(browser, baseURL!),
      somebody(browser, baseURL!, { locale: 'es', screen: phone }),
    ]);
    await Promise.all([join(ana, room.code), join(luis, room.code)]);
    await bar(ana).getByRole('button', { name: 'Ask' }).click();
    const sheet = ana.getByRole('dialog', { name: 'Questions' });
    await sheet.getByRole('button', { name: 'Send' }).click();
    await expect(sheet.getByText('Write a question first.')).toBeVisible();
    const text = 'Why <b>not</b> polling?';
    await sheet.getByLabel('Your question').fill(text);
    await sheet.getByLabel('Your name').fill('Ana');
    await sheet.getByRole('button', { name: 'Send' }).click();
    await expect(sheet.getByText('Sent. The instructor reads it first')).toBeVisible();
    await expect(sheet.getByLabel('Your question')).toHaveValue('');
    const { questions } = await desk.until('one asks', (view) => view.questions.length === 1);
    expect(questions[0]).toMatchObject({ text, name: 'Ana', state: 'waiting' });
    await room.act('moderate', { question: questions[0]!.id, state: 'shown' });
    await expect(sheet.getByRole('listitem')).toContainText(text);
    await expect(sheet.getByRole('listitem')).toContainText('yours');

    await test.step('the class moves to another chapter, and nobody loses what they write', async () => {
      await sheet.getByLabel('Your question').fill('And one more');
      await room.move('title', { chapter: other, section: '' });
      await expect(luis).toHaveURL(new RegExp(`/es/${other}/`));
      await expect(sheet.getByLabel('Your question')).toHaveValue('And one more');
      await ana.keyboard.press('Escape');
      await expect(ana).toHaveURL(new RegExp(`/en/slides/${other}/`));
    });
    await bar(luis).getByRole('button', { name: 'Participar' }).click();
    await bar(luis).getByRole('button', { name: 'Preguntar · 1' }).click();
    await luis.getByRole('button', { name: /^Yo también/ }).click();
    await desk.until('another one asks it, too', (view) => view.questions[0]!.upvotes === 1);
    await expect(luis.getByRole('button', { name: /^Yo también: 1/ })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await luis.keyboard.press('Escape');
    for (let taps = 0; taps < 3; taps++)
      await bar(luis)
        .getByRole('button', { name: /^Aplauso/ })
        .click();
    await expect(bar(luis).getByRole('button', { name: 'Aplauso: 3' })).toBeVisible();
    await bar(luis).getByRole('button', { name: 'Muy rápido' }).click();
    await desk.until('one is left behind', ({ pace }) => pace.fast === 1);
    await bar(luis).getByRole('button', { name: 'Muy rápido' }).click();
    await desk.until('and not any more', ({ pace }) => pace.fast === 0);
    await luis.keyboard.press('Escape');
    await expect(bar(luis).getByRole('button', { name: 'Participar' })).toBeFocused();
    desk.close();
    await Promise.all([ana.context().close(), luis.context().close()]);
  });
});

test.describe('the projector', () => {
  test('says where to join, shows votes and reactions, and is moved by its console alone', async ({
    context,
    baseURL,
  }) => {
    const desk = await context.newPage();
    await openDeck(desk, `${decks.en}present/#check`);
    // The script for it comes late, and the first word is not the last.
    const told = Promise.withResolvers<void>();
    await context.route('**/_astro/on-projector*', async (route) => {
      await told.promise;
      await route.continue();
    });
    const asked = context.waitForEvent('request', (request) => request.url().includes('session='));
    const opened = context.waitForEvent('page');
    await desk.getByRole('link', { name: 'Open the projector' }).click();
    const session = new URL((await asked).url()).searchParams.get('session')!;
    const projector = await opened;
    const room = await openClass(baseURL!);
    const tell = (code: string | null) =>
      desk.evaluate(
        ([name, told]) =>
          new BroadcastChannel(`olr-deck:${name}`).postMessage({
            from: 'console',
            kind: 'class',
            code: told,
          }),
        [session, code] as const,
      );
    const line = projector.locator('.class-line');
    await expectAt(projector, 'check');
    // Only then does it hear what is said: its address has the place from the beginning.
    await expect(desk.locator('[data-link]')).toHaveText('The projector follows');
    await tell('K7M2QX');
    await tell(room.code);
    told.resolve();
    await expect(line).toHaveText(new RegExp(`^Join at .*/join/.*${room.code}`));
    await room.act('poll', { ...poll, isOpen: true });
    await room.move('server');
    const one = await joinClass(baseURL!, room.code);
    await one.act('vote', { chapter: poll.chapter, id: poll.id, choice: 1 });
    await one.act('react', { counts: { clap: 2 } });
    await expect(projector.locator('#three-chunks').getByText('1 of 1')).toBeVisible();
    await expect(line).toContainText('2');
    await room.act('poll', { ...poll, isOpen: false });
    await expect(projector.getByText('only a blank line ends an event')).toBeVisible();
    await expect(bar(projector)).toHaveCount(0);
    const presenter = room.desk();
    await presenter.until('the projector is no follower', ({ audience }) => audience.here === 1);
    await expectAt(projector, 'check');
    await tell(null);
    await expect(line).toHaveCount(0);
    presenter.close();
    one.stream.close();
  });
});

test.describe('safety and access', () => {
  test('a page that follows nothing asks and loads nothing for it', async ({ page }) => {
    for (const path of [decks.en, chapters.es, '/en/', '/es/join/', allChapterPaths.at(-1)!])
      await expectFollowsNothing(page, path);
  });

  test('one stream of the class, and at most two to the site, beside a demo too', async ({
    page,
    baseURL,
  }) => {
    const room = await openClass(baseURL!);
    const open = new Set<string>();
    page.on('request', (request) => {
      const { origin, pathname } = new URL(request.url());
      if (origin === baseURL && request.resourceType() === 'eventsource') open.add(pathname);
    });
    await join(page, room.code);
    await room.move('press-start');
    await expect(current(page).locator('[data-view] li').first()).toBeVisible();
    expect([...open].filter((path) => path.startsWith('/api/live/'))).toHaveLength(1);
    expect(open.size).toBeLessThanOrEqual(2);
  });

  test('breaks no policy', async ({ page, baseURL }) => {
    const room = await openClass(baseURL!);
    const violations = await watchViolations(page);
    await room.move('check');
    await join(page, room.code);
    await room.act('poll', { ...poll, isOpen: true });
    await page.locator('#three-chunks').getByRole('radio').first().check();
    await expect(page.locator('.poll-tally').first()).toBeVisible();
    expect(violations).toEqual([]);
  });

  test('axe finds nothing on the way into the class, in either theme', async ({ page }) => {
    for (const path of ['/en/join/', '/es/join/']) {
      await page.goto(path);
      await expectNothingFound(page);
      await page.getByRole('textbox').fill('K7');
      await page.keyboard.press('Enter');
      await expectNothingFound(page);
    }
  });

  for (const [locale, screen, path] of [
    ['en', laptop, deckOf(chapters.en)],
    ['es', phone, chapters.es],
  ] as const)
    test(`axe finds nothing in a class on ${path}, in either theme`, async ({
      browser,
      baseURL,
    }) => {
      const room = await openClass(baseURL!);
      const page = await somebody(browser, baseURL!, { locale, screen });
      await room.move('check');
      await room.act('poll', { ...poll, isOpen: true });
      await page.goto(`${path}?live=${room.code}`);
      await page.locator('#three-chunks').getByRole('radio').first().check();
      await expect(page.locator('.poll-tally').first()).toBeVisible();
      await page.keyboard.press('Home');
      await expect(backToLive(page)).toBeVisible();
      if (screen === phone) await bar(page).getByRole('button', { name: 'Participar' }).click();
      await expectNothingFound(page);
      const one = await joinClass(baseURL!, room.code);
      await one.act('ask', { id: 'question-1', text: 'Why not polling?', name: 'Eva' });
      await room.act('moderate', { question: 'question-1', state: 'shown' });
      await bar(page)
        .getByRole('button', { name: /^(Ask|Preguntar)/ })
        .click();
      await expect(page.getByRole('listitem').filter({ hasText: 'Why not' })).toBeVisible();
      await expectNothingFound(page);
      one.stream.close();
      await page.context().close();
    });

  for (const [width, height, size] of [
    [1280, 720, '100%'],
    [1280, 720, '200%'],
    [390, 844, '100%'],
    [390, 844, '200%'],
    [320, 568, '100%'],
  ] as const)
    test(`the bar covers nothing and is not cut off at ${width} by ${height}, text at ${size}`, async ({
      page,
      baseURL,
    }) => {
      const room = await openClass(baseURL!);
      await page.setViewportSize({ width, height });
      await page.goto(`${decks.en}?live=${room.code}`);
      await expect(state(page)).toHaveText('Live');
      await page.evaluate((value) => {
        document.documentElement.style.fontSize = value;
      }, size);
      await page.keyboard.press('End');
      await expect(backToLive(page)).toBeInViewport({ ratio: 1 });
      const cutOff = () =>
        bar(page).evaluate((whole) =>
          [whole, ...whole.querySelectorAll('button')]
            .filter((one) => one.checkVisibility())
            .some((one) => one.getBoundingClientRect().right > innerWidth),
        );
      expect(await cutOff()).toBe(false);
      const slide = (await current(page).boundingBox())!;
      const below = (await bar(page).boundingBox())!;
      expect(slide.y + slide.height).toBeLessThanOrEqual(below.y + 1);
      const more = bar(page).getByRole('button', { name: 'Take part' });
      if (await more.isVisible()) await more.click();
      await expect(bar(page).getByRole('button', { name: 'Leave the class' })).toBeInViewport({
        ratio: 1,
      });
      expect(await cutOff()).toBe(false);
    });
});

/** The page opens no stream of a class, and loads nothing that only a class needs. */
async function expectFollowsNothing(page: Page, path: string): Promise<void> {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(path, { waitUntil: 'networkidle' });
  page.removeAllListeners('request');
  expect(asked.filter((url) => /\/api\/live|\/(live|follow-class|in-deck)\./.test(url))).toEqual(
    [],
  );
  await expect(bar(page)).toHaveCount(0);
}
