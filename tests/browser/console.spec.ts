import type { BrowserContext, Page } from '@playwright/test';
import { expectNothingFound } from './axe.ts';
import { expect, test, watchViolations } from './course.ts';
import { current, decks, expectAt, openDeck, watchStreams } from './deck.ts';

const consolePath = `${decks.en}present/`;
const nextButton = (page: Page) => page.getByRole('button', { name: 'Next', exact: true });
const link = (page: Page) => page.locator('[data-link]');

/** A console, and the projector that it opened. */
async function openBoth(context: BrowserContext): Promise<{ desk: Page; projector: Page }> {
  const desk = await context.newPage();
  await openDeck(desk, consolePath);
  return { desk, projector: await openProjector(desk) };
}

async function openProjector(desk: Page): Promise<Page> {
  const opened = desk.context().waitForEvent('page');
  await desk.getByRole('link', { name: 'Open the projector' }).click();
  const projector = await opened;
  await expect(projector.locator('body[data-ready]')).toBeAttached();
  await expect(link(desk)).toHaveText('The projector follows');
  return projector;
}

test.describe('the console by itself', () => {
  test('shows the current and the next slide, their notes and no other', async ({ page }) => {
    await openDeck(page, `${consolePath}#press-start`);
    await expect(current(page)).toBeVisible();
    await expect(page.locator('.slide[data-next]')).toHaveAttribute('data-slide', 'one-request');
    await expect(page.locator('.slide:visible')).toHaveCount(2);
    await expect(page.locator('.slide-notes:visible')).toHaveCount(1);
    await expect(page.locator('.slide-notes:visible .prompt').first()).toBeVisible();
    await page.keyboard.press('End');
    await expect(page.getByText('This is the last slide.')).toBeVisible();
  });

  test('opens no stream, has no frames, and is not for search engines', async ({ page }) => {
    const streams = watchStreams(page);
    await openDeck(page, consolePath);
    await page.keyboard.press('PageDown');
    await page.keyboard.press('PageDown');
    expect(streams.started).toEqual([]);
    await expect(page.locator('iframe, sse-demo')).toHaveCount(0);
    await expect(page.locator('meta[name=robots]')).toHaveAttribute('content', 'noindex');
    const slides = await page
      .locator('.slide')
      .evaluateAll((all) => all.every((one) => one.matches('[inert]')));
    expect(slides).toBe(true);
  });

  test('marks the prompt that belongs to a step', async ({ page }) => {
    await openDeck(page, `${consolePath}#one-request`);
    const marked = page.locator('.slide-notes:visible .prompt[data-now]');
    await expect(marked).toHaveCount(0);
    await page.keyboard.press('ArrowRight');
    await expect(marked).toHaveCount(1);
    await expect(page.locator('[data-place]')).toContainText('Step 1 of 3');
  });

  test('jumps to any slide from the list, and Back returns', async ({ page }) => {
    await openDeck(page, consolePath);
    await page.getByRole('button', { name: /^Go to slide \d+: Now break it$/ }).click();
    await expectAt(page, 'break');
    await expect(page.locator('[data-jump] [aria-current]')).toHaveText('Now break it');
    await page.goBack();
    await expect(current(page)).toHaveAttribute('data-slide', 'title');
  });

  test('times the talk from the first move, pauses, resets, and knows the pace', async ({
    page,
  }) => {
    await page.clock.install();
    await openDeck(page, consolePath);
    const elapsed = page.locator('[data-elapsed]');
    const pace = page.locator('[data-pace]');
    await page.clock.fastForward('05:00');
    await expect(elapsed).toHaveText('0:00');
    await nextButton(page).click();
    await expectAt(page, 'press-start');
    await page.clock.fastForward('01:00');
    // The clock goes on by itself, too: on a busy machine some seconds.
    await expect(elapsed).toHaveText(/^1:0\d$/);
    await expect(pace).toHaveText('On time');
    await page.clock.fastForward('09:00');
    await expect(pace).toHaveText(/^\d+ min behind$/);
    await page.getByRole('button', { name: 'Pause' }).click();
    await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeVisible();
    const paused = await elapsed.innerText();
    expect(paused).toMatch(/^10:[0-2]\d$/);
    await page.clock.fastForward('05:00');
    await expect(elapsed).toHaveText(paused);
    await page.keyboard.press('End');
    await expect(pace).toHaveText(/^\d+ min ahead$/);
    await page.getByRole('button', { name: 'Reset' }).click();
    await expect(elapsed).toHaveText('0:00');
  });

  test('leaves keys to focused controls', async ({ page }) => {
    await openDeck(page, consolePath);
    await page.getByRole('button', { name: 'Start', exact: true }).focus();
    await page.keyboard.press('Space');
    await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
    await page.getByLabel('Theme').focus();
    await page.keyboard.press('ArrowDown');
    await expect(current(page)).toHaveAttribute('data-slide', 'title');
  });

  test('without JavaScript slides and notes stand in reading order', async ({
    browser,
    baseURL,
  }) => {
    const page = await browser.newPage({ javaScriptEnabled: false });
    await page.goto(`${baseURL}${consolePath}`);
    for (const part of await page.locator('.slide, .slide-notes').all())
      await expect(part).toBeVisible();
    await page.close();
  });

  // The last two are what zooming to 200 % and 400 % leaves of a laptop's screen.
  for (const [width, height, size] of [
    [1280, 800, '100%'],
    [1280, 800, '200%'],
    [390, 844, '100%'],
    [390, 844, '200%'],
    [640, 400, '100%'],
    [320, 256, '100%'],
  ] as const)
    test(`is not cut off sideways at ${width} by ${height}, text at ${size}`, async ({ page }) => {
      await page.setViewportSize({ width, height });
      await openDeck(page, `${consolePath}#break`);
      await page.evaluate((value) => {
        document.documentElement.style.fontSize = value;
      }, size);
      const over = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return scrollWidth - clientWidth;
      });
      expect(over).toBeLessThanOrEqual(0);
      // A laptop's screen holds it all; smaller ones scroll.
      if (width === 1280 && size === '100%')
        expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(height);
      if (size === '100%') await expect(nextButton(page)).toBeInViewport();
    });
});

test.describe('console and projector', () => {
  test('the console leads, and the projector’s own keys are seen in the console', async ({
    context,
  }) => {
    const { desk, projector } = await openBoth(context);
    await nextButton(desk).click();
    await expectAt(projector, 'press-start');
    await projector.keyboard.press('PageDown');
    await expectAt(desk, 'one-request');
    await projector.keyboard.press('ArrowRight');
    await expectAt(desk, 'one-request', 1);
    await desk.keyboard.press('End');
    await expectAt(projector, 'your-turn');
  });

  test('the projector begins where the console is, and its address gives nothing away', async ({
    context,
  }) => {
    const desk = await context.newPage();
    await openDeck(desk, `${consolePath}#break.2`);
    const projector = await openProjector(desk);
    await expectAt(projector, 'break', 2);
    expect(new URL(projector.url()).search).toBe('');
  });

  test('another tab of the deck neither drives nor is driven', async ({ context }) => {
    const { desk, projector } = await openBoth(context);
    const reader = await context.newPage();
    await openDeck(reader, decks.en);
    await reader.keyboard.press('End');
    await expectAt(reader, 'your-turn');
    await nextButton(desk).click();
    await expectAt(projector, 'press-start');
    await expectAt(reader, 'your-turn');
    await expectAt(desk, 'press-start');
  });

  test('a second console is a talk of its own', async ({ context }) => {
    const { desk, projector } = await openBoth(context);
    const second = await context.newPage();
    await openDeck(second, consolePath);
    await second.keyboard.press('End');
    await expectAt(second, 'your-turn');
    await expect(link(second)).toHaveText('No projector yet');
    await nextButton(desk).click();
    await expectAt(projector, 'press-start');
    await expectAt(second, 'your-turn');
  });

  test('a copy of the projector’s address, with or without its session, joins nothing', async ({
    context,
  }) => {
    const desk = await context.newPage();
    await openDeck(desk, consolePath);
    const asked = context.waitForEvent('request', (request) => request.url().includes('session='));
    const projector = await openProjector(desk);
    const address = (await asked).url();
    const copy = await context.newPage();
    await openDeck(copy, address);
    await nextButton(desk).click();
    await expectAt(projector, 'press-start');
    await copy.keyboard.press('End');
    await expectAt(copy, 'your-turn');
    await nextButton(desk).click();
    await expectAt(projector, 'one-request');
    await expectAt(copy, 'your-turn');
  });

  test('moves from the console never take the focus', async ({ context }) => {
    const { desk, projector } = await openBoth(context);
    const help = projector.getByRole('button', { name: 'Keys and settings' });
    await help.focus();
    await nextButton(desk).click();
    await expectAt(projector, 'press-start');
    await expect(help).toBeFocused();
    await desk.keyboard.press('b');
    await expect(projector.locator('[data-blackout]')).toBeVisible();
    await expect(projector.locator('[data-blackout]')).not.toBeFocused();
    await desk.keyboard.press('b');
    await expect(projector.locator('[data-blackout]')).toBeHidden();
    await expect(help).toBeFocused();
  });

  test('the black screen goes both ways', async ({ context }) => {
    const { desk, projector } = await openBoth(context);
    const button = desk.getByRole('button', { name: 'Black screen' });
    await button.click();
    await expect(projector.locator('[data-blackout]')).toBeVisible();
    await projector.keyboard.press('b');
    await expect(button).toHaveAttribute('aria-pressed', 'false');
    await projector.keyboard.press('.');
    await expect(button).toHaveAttribute('aria-pressed', 'true');
  });

  test('the projector closes and comes back where the talk is', async ({ context }) => {
    const { desk, projector } = await openBoth(context);
    await projector.close();
    await expect(link(desk)).toHaveText('No projector yet');
    await desk.keyboard.press('End');
    const again = await openProjector(desk);
    await expectAt(again, 'your-turn');
    await desk.keyboard.press('Home');
    await expectAt(again, 'title');
  });

  test('the projector is loaded again and still follows', async ({ context }) => {
    const { desk, projector } = await openBoth(context);
    await nextButton(desk).click();
    await expectAt(projector, 'press-start');
    await projector.reload();
    await expect(link(desk)).toHaveText('The projector follows');
    await nextButton(desk).click();
    await expectAt(projector, 'one-request');
  });

  test('the console is loaded again and still leads, its timer still running', async ({
    context,
  }) => {
    const { desk, projector } = await openBoth(context);
    await nextButton(desk).click();
    await expectAt(projector, 'press-start');
    await desk.reload();
    await expect(link(desk)).toHaveText('The projector follows');
    await expectAt(desk, 'press-start');
    await expect(desk.getByRole('button', { name: 'Pause' })).toBeVisible();
    await nextButton(desk).click();
    await expectAt(projector, 'one-request');
  });

  test('the console is closed; a new one takes up the talk', async ({ context }) => {
    const { desk, projector } = await openBoth(context);
    await nextButton(desk).click();
    await desk.close({ runBeforeUnload: false });
    await projector.keyboard.press('PageDown');
    await expectAt(projector, 'one-request');
    const again = await context.newPage();
    await openDeck(again, consolePath);
    await expectAt(again, 'one-request');
    await expect(link(again)).toHaveText('The projector follows');
    await nextButton(again).click();
    await expectAt(projector, 'one-request', 1);
  });

  test('an open projector is brought forward, and its stream goes on', async ({ context }) => {
    const { desk, projector } = await openBoth(context);
    await nextButton(desk).click();
    await expect(current(projector).locator('[data-view] li').first()).toBeVisible();
    const streams = watchStreams(projector);
    await desk.getByRole('link', { name: 'Show the projector' }).click();
    await expect(current(projector).locator('[data-view] li')).toHaveCount(2);
    expect(streams.started).toEqual([]);
    expect(context.pages()).toHaveLength(2);
  });

  test('one talk opens the streams of one slide, whoever watches', async ({ context }) => {
    const { desk, projector } = await openBoth(context);
    const here = watchStreams(desk);
    const there = watchStreams(projector);
    await nextButton(desk).click();
    await expect(current(projector).locator('[data-view] li').first()).toBeVisible();
    expect(here.started).toEqual([]);
    expect(there.open.size).toBe(2);
  });
});

test.describe('safety and access', () => {
  test('the console breaks no policy', async ({ page }) => {
    const violations = await watchViolations(page);
    await openDeck(page, consolePath);
    for (const key of ['PageDown', 'PageDown', 'b', 'b']) await page.keyboard.press(key);
    expect(violations).toEqual([]);
  });

  for (const path of [
    `${decks.en}#press-start`,
    `${decks.es}#one-request.1`,
    `${decks.en}#check`,
    `${consolePath}#one-request.1`,
    `${decks.es}present/#break`,
  ])
    test(`axe finds nothing on ${path} in either theme`, async ({ page }) => {
      await openDeck(page, path);
      if (path.endsWith('press-start'))
        await expect(current(page).locator('[data-view] li').first()).toBeVisible();
      await expectNothingFound(page);
      if (path.includes('present')) return;
      for (const key of ['o', '?']) {
        await page.keyboard.press(key);
        await test.step(`after ${key}`, () => expectNothingFound(page));
      }
    });
});
