import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { expect, test, watchViolations } from './course.ts';
import { current, decks, expectAt, openDeck, slidesOf, stepTo, watchStreams } from './deck.ts';

test.describe('position', () => {
  test('a link leads to a slide, and to a step of it', async ({ page }) => {
    await openDeck(page, `${decks.en}#break.2`);
    await expectAt(page, 'break', 2);
    const items = current(page).locator('[data-step]');
    await expect(items.nth(1)).toBeVisible();
    await expect(items.nth(2)).toBeHidden();
    await page.reload();
    await expectAt(page, 'break', 2);
  });

  test('an unknown fragment is the first slide, and a step too far the last one', async ({
    page,
  }) => {
    await openDeck(page, `${decks.en}#nowhere`);
    await expect(current(page)).toHaveAttribute('data-slide', 'title');
    await page.goto(`${decks.en}#break.99`);
    await expect(current(page).locator('[data-step]').last()).toBeVisible();
  });

  test('the same address is the same slide in the other language', async ({ page }) => {
    await openDeck(page, `${decks.es}#break.2`);
    await expectAt(page, 'break', 2);
  });

  test('stepping leaves no entries behind, a jump leaves one', async ({ page }) => {
    await page.goto('/en/');
    await openDeck(page, decks.en);
    const before = await page.evaluate(() => history.length);
    await stepTo(page, 'event');
    expect(await page.evaluate(() => history.length)).toBe(before);
    await page.keyboard.press('End');
    await expectAt(page, 'your-turn');
    await page.goBack();
    await expectAt(page, 'event');
    await page.goForward();
    await expectAt(page, 'your-turn');
    await page.goBack();
    await page.goBack();
    await expect(page).toHaveURL(/\/en\/$/);
  });

  test('the way into the chapter and Back leads to the slide', async ({ page }) => {
    await openDeck(page, decks.en);
    await stepTo(page, 'event');
    await current(page).locator('.slide-read').click();
    await expect(page).toHaveURL(/\/en\/one-request\/#event$/);
    await page.goBack();
    await expectAt(page, 'event');
  });

  test('no setting is taken from the query, no order from another window', async ({ page }) => {
    await openDeck(page, `${decks.en}?keyboard=false&slide=3`);
    await page.keyboard.press('ArrowRight');
    await expectAt(page, 'press-start');
    await page.evaluate(() => {
      for (const method of ['next', 'right', 'slide'])
        window.postMessage(JSON.stringify({ method, args: [4] }), '*');
    });
    await page.keyboard.press('ArrowRight');
    await expectAt(page, 'one-request');
  });
});

test.describe('keys', () => {
  test('move the deck', async ({ page }) => {
    await openDeck(page, `${decks.en}#server`);
    for (const key of ['ArrowRight', 'ArrowDown', 'PageDown', 'Space', 'n']) {
      await page.keyboard.press(key);
      await expectAt(page, 'server-head');
      await page.keyboard.press('ArrowLeft');
      await expectAt(page, 'server');
    }
    for (const key of ['ArrowLeft', 'ArrowUp', 'PageUp', 'Shift+Space', 'p']) {
      await page.keyboard.press('PageDown');
      await expectAt(page, 'server-head');
      await page.keyboard.press(key);
      await expectAt(page, 'server');
    }
    await page.keyboard.press('Home');
    await expectAt(page, 'title');
    await page.keyboard.press('End');
    await expectAt(page, 'your-turn');
  });

  test('reveal the steps of a slide, and light lines of code', async ({ page }) => {
    await openDeck(page, `${decks.en}#one-request`);
    const lit = current(page).locator('.line[data-lit]');
    await expect(lit).toHaveCount(0);
    await page.keyboard.press('ArrowRight');
    await expectAt(page, 'one-request', 1);
    await expect(lit).toHaveCount(1);
    await expect(lit).toContainText('GET');
    await page.keyboard.press('ArrowLeft');
    await expect(lit).toHaveCount(0);
  });

  test('bring what a step reveals into view where text is large', async ({ page }) => {
    await openDeck(page, `${decks.en}#server-send`);
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
    });
    for (let step = 1; step <= 3; step++) {
      await page.keyboard.press('PageDown');
      await expect(current(page).locator('[data-lit]').first()).toBeInViewport();
    }
  });

  test('scroll a slide that is too tall before they leave it: ↓ and ↑', async ({ page }) => {
    await page.setViewportSize({ width: 640, height: 300 });
    await openDeck(page, `${decks.en}#check`);
    const scrolled = () => current(page).evaluate((slide) => slide.scrollTop);
    await page.keyboard.press('ArrowDown');
    expect(await scrolled()).toBeGreaterThan(0);
    await expectAt(page, 'check');
    for (let presses = 0; presses < 12; presses++) await page.keyboard.press('ArrowDown');
    await expect(current(page)).not.toHaveAttribute('data-slide', 'check');
  });

  test('with Ctrl, Alt or Shift are the browser’s', async ({ page }) => {
    await openDeck(page, `${decks.en}#server`);
    for (const key of ['Control+ArrowRight', 'Alt+n', 'Shift+ArrowRight', 'Shift+n', 'Meta+b'])
      await page.keyboard.press(key);
    await expectAt(page, 'server');
    await expect(page.locator('[data-blackout]')).toBeHidden();
  });

  test('belong to a focused button, summary or checkbox: Space presses it', async ({ page }) => {
    await openDeck(page, `${decks.en}#check`);
    const answer = current(page).locator('details');
    await answer.locator('summary').focus();
    await page.keyboard.press('Space');
    await expect(answer).toHaveAttribute('open');
    await insert(page, '<button id="pressed" onfocus="">Press</button>');
    await page.evaluate(() => {
      const button = document.querySelector<HTMLElement>('#pressed')!;
      button.onclick = () => (button.dataset['clicked'] = 'yes');
      button.focus();
    });
    await page.keyboard.press('Space');
    await expect(page.locator('#pressed')).toHaveAttribute('data-clicked', 'yes');
    await expectAt(page, 'check');
    // A clicker still moves the deck.
    await page.keyboard.press('PageDown');
    await expectAt(page, 'check-2');
  });

  test('belong to a list, a choice and a slider: arrows change them', async ({ page }) => {
    await openDeck(page, `${decks.en}#server`);
    await insert(
      page,
      `<select id="list"><option>one<option>two</select>
       <input type="radio" name="r" id="first" checked><input type="radio" name="r" id="second">
       <input type="range" id="range" min="0" max="10" value="5">`,
    );
    await page.locator('#list').focus();
    await page.keyboard.press('ArrowDown');
    await expect(page.locator('#list')).toHaveValue('two');
    await page.locator('#first').focus();
    await page.keyboard.press('ArrowRight');
    await expect(page.locator('#second')).toBeChecked();
    await page.locator('#range').focus();
    await page.keyboard.press('ArrowRight');
    await expect(page.locator('#range')).toHaveValue('6');
    await expectAt(page, 'server');
  });

  test('belong to a field, in a shadow root too: typing is typing', async ({ page }) => {
    await openDeck(page, `${decks.en}#server`);
    await insert(
      page,
      '<input id="field"><textarea id="area"></textarea><p id="rich" contenteditable>x</p><div id="host"></div>',
    );
    await page.evaluate(() => {
      const root = document.querySelector('#host')!.attachShadow({ mode: 'open' });
      root.append(document.createElement('input'));
    });
    for (const field of ['#field', '#area', '#host input']) {
      await page.locator(field).focus();
      await page.keyboard.type('non bof. ?');
      await expect(page.locator(field)).toHaveValue('non bof. ?');
    }
    await page.locator('#rich').focus();
    await page.keyboard.type('non');
    await expect(page.locator('#rich')).toContainText('non');
    await expectAt(page, 'server');
    await expect(page.locator('[data-overview]')).toHaveCount(0);
  });

  test('belong to a focused part that scrolls, and to the deck where it does not', async ({
    page,
  }) => {
    await openDeck(page, `${decks.en}#server-cleanup`);
    const code = current(page).locator('pre');
    await code.focus();
    await page.keyboard.press('ArrowLeft');
    await expectAt(page, 'server-send', 3);
    await page.goto(`${decks.en}#server-cleanup`);
    await page.setViewportSize({ width: 360, height: 700 });
    await code.focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => code.evaluate((pre) => pre.scrollLeft)).toBeGreaterThan(0);
    await expectAt(page, 'server-cleanup');
  });

  test('of a single sign can be switched off, for good', async ({ page }) => {
    await openDeck(page, decks.en);
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: 'Keys' });
    await sheet.getByRole('checkbox').uncheck();
    await page.keyboard.press('Escape');
    for (const key of ['n', 'b', 'o', '?', '.', 'f']) await page.keyboard.press(key);
    await expect(current(page)).toHaveAttribute('data-slide', 'title');
    await expect(sheet).toBeHidden();
    await page.reload();
    await page.keyboard.press('n');
    await expect(current(page)).toHaveAttribute('data-slide', 'title');
    await page.keyboard.press('ArrowRight');
    await expectAt(page, 'press-start');
  });

  test('? opens a dialog, and Esc closes that and nothing else', async ({ page }) => {
    await openDeck(page, decks.en);
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: 'Keys' });
    await expect(sheet).toBeVisible();
    await page.keyboard.press('ArrowRight');
    await expect(current(page)).toHaveAttribute('data-slide', 'title');
    await page.keyboard.press('Escape');
    await expect(sheet).toBeHidden();
    await expect(page.locator('[data-overview]')).toHaveCount(0);
  });

  test('f fills the screen, and the screen stays awake', async ({ page }) => {
    await page.addInitScript(() => {
      navigator.wakeLock.request = (type) => {
        document.documentElement.dataset['awake'] = type;
        return Promise.resolve({ release: () => Promise.resolve() } as WakeLockSentinel);
      };
    });
    await openDeck(page, decks.en);
    await page.keyboard.press('f');
    await expect.poll(() => page.evaluate(() => !!document.fullscreenElement)).toBe(true);
    await expect(page.locator('html')).toHaveAttribute('data-awake', 'screen');
    await page.keyboard.press('f');
    await expect.poll(() => page.evaluate(() => !!document.fullscreenElement)).toBe(false);
  });
});

test.describe('pointer and touch', () => {
  test.use({ hasTouch: true });

  test('buttons move the deck and keep the focus; a click elsewhere does nothing', async ({
    page,
  }) => {
    await openDeck(page, `${decks.en}#server`);
    const next = page.getByRole('button', { name: 'Next' });
    await next.click();
    await expectAt(page, 'server-head');
    await expect(next).toBeFocused();
    await page.mouse.click(1000, 500);
    await page.mouse.click(30, 300);
    await expectAt(page, 'server-head');
  });

  test('a swipe moves the deck, but not over what scrolls or answers itself', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await openDeck(page, `${decks.en}#server-cleanup`);
    await swipe(page, [300, 120], [80, 130]);
    await expectAt(page, 'client');
    await swipe(page, [80, 120], [300, 130]);
    await expectAt(page, 'server-cleanup');
    const code = (await current(page).locator('pre').boundingBox())!;
    await swipe(page, [300, code.y + 20], [80, code.y + 20]);
    await swipe(page, [200, 700], [190, 300]);
    await expectAt(page, 'server-cleanup');
    await page.goto(`${decks.en}#press-start`);
    const demo = (await current(page).locator('sse-demo').boundingBox())!;
    await swipe(page, [300, demo.y + 200], [80, demo.y + 200]);
    await expectAt(page, 'press-start');
  });
});

test.describe('overview', () => {
  test('shows all slides, is walked by keys, opens one', async ({ page }) => {
    await openDeck(page, `${decks.en}#server`);
    const streams = watchStreams(page);
    await page.keyboard.press('o');
    const slides = await slidesOf(page);
    await expect(page.locator('.slide-pick')).toHaveCount(slides.length);
    await expect(page.getByRole('button', { name: /Go to slide 6: The server/ })).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await expect(page.getByRole('button', { name: /Go to slide 7:/ })).toBeFocused();
    await page.keyboard.press('Enter');
    await expectAt(page, 'server-head');
    await expect(page.locator('.slide-pick')).toHaveCount(0);
    await expect(current(page).getByRole('heading')).toBeFocused();
    expect(streams.started).toEqual([]);
  });

  test('Esc opens and closes it where we are; the slides in it are pictures', async ({ page }) => {
    await openDeck(page, `${decks.en}#check`);
    await page.keyboard.press('Escape');
    await expect(page.locator('.slide-pick').first()).toBeVisible();
    await page.keyboard.press('Tab');
    await expect(page.locator('.slide-pick:focus')).toHaveCount(1);
    await page.keyboard.press('Escape');
    await expectAt(page, 'check');
    await expect(page.locator('.slide-pick')).toHaveCount(0);
  });
});

test.describe('black screen', () => {
  test('covers everything, and the next key brings the slide back without a step', async ({
    page,
  }) => {
    await openDeck(page, `${decks.en}#server`);
    for (const [on, off] of [
      ['b', 'b'],
      ['.', 'ArrowRight'],
      ['b', 'Space'],
    ] as const) {
      await page.keyboard.press(on);
      await expect(page.locator('[data-blackout]')).toBeVisible();
      await expect(page.locator('main')).toHaveJSProperty('inert', true);
      await page.keyboard.press(off);
      await expect(page.locator('[data-blackout]')).toBeHidden();
      await expectAt(page, 'server');
    }
    await page.keyboard.press('b');
    await page.mouse.click(400, 300);
    await expect(page.locator('[data-blackout]')).toBeHidden();
  });
});

test.describe('for everybody', () => {
  test('only the current slide can be reached, and nothing claims to be an application', async ({
    page,
  }) => {
    await openDeck(page, `${decks.en}#server`);
    const reachable = await page
      .locator('.slide')
      .evaluateAll((all) =>
        all.filter((one) => !one.matches('[inert]')).map((one) => one.dataset['slide']),
      );
    expect(reachable).toEqual(['server']);
    await expect(page.locator('[role=application]')).toHaveCount(0);
    await expect(page.getByRole('heading')).toHaveCount(1);
  });

  for (const [locale, said] of [
    ['en', 'Slide 3 of 23: One request, one response'],
    ['es', 'Diapositiva 3 de 23: '],
  ] as const) {
    test(`the live region says the slide’s place and name only (${locale})`, async ({ page }) => {
      await openDeck(page, `${decks[locale]}#one-request`);
      const region = page.locator('[data-announcer]');
      await expect(region).toHaveText(new RegExp(`^${said}`));
      const first = await region.textContent();
      await page.keyboard.press('ArrowRight');
      expect(await region.textContent()).toBe(first);
      const heading = await current(page).getByRole('heading').textContent();
      expect(first!.endsWith(heading!.trim())).toBe(true);
    });
  }

  test('the focus follows the reader’s own keys, to the heading', async ({ page }) => {
    await openDeck(page, `${decks.en}#server`);
    await page.keyboard.press('ArrowRight');
    await expect(current(page).getByRole('heading')).toBeFocused();
  });

  test('with reduced motion nothing moves', async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await openDeck(page, decks.en);
    await page.keyboard.press('ArrowRight');
    const running = await page.evaluate(
      () => document.getAnimations().filter(({ playState }) => playState === 'running').length,
    );
    expect(running).toBe(0);
  });

  test('in forced colours the current bead and lit lines are still told apart', async ({
    page,
  }) => {
    await page.emulateMedia({ forcedColors: 'active' });
    await openDeck(page, `${decks.en}#one-request.1`);
    const fill = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((bead) => getComputedStyle(bead).backgroundColor);
    expect(await fill('.thread .current')).not.toBe(await fill('.thread i:not(.past, .current)'));
    const outline = await current(page)
      .locator('[data-lit]')
      .first()
      .evaluate((line) => getComputedStyle(line).outlineStyle);
    expect(outline).toBe('solid');
  });

  test('the theme is the one of the whole site', async ({ page }) => {
    await openDeck(page, decks.en);
    await page.getByRole('button', { name: 'Keys and settings' }).click();
    await page.getByLabel('Theme').selectOption('dark');
    await expect(page.locator('html')).toHaveAttribute('data-scheme', 'dark');
    await page.goto('/en/one-request/');
    await expect(page.locator('html')).toHaveAttribute('data-scheme', 'dark');
  });
});

test.describe('demos', () => {
  test('a demo is connected while its slide is current, and no longer', async ({ page }) => {
    const streams = watchStreams(page);
    await openDeck(page, decks.en);
    expect(streams.started).toEqual([]);
    await page.keyboard.press('ArrowRight');
    const demo = current(page).locator('sse-demo');
    await expect(demo.locator('[data-view] li').first()).toBeVisible();
    // The demo's stream and the record of its bytes.
    expect(streams.open.size).toBe(2);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => streams.open.size).toBe(0);
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => streams.open.size).toBe(2);
  });

  test('a demo that the presenter stopped stays so', async ({ page }) => {
    const streams = watchStreams(page);
    await openDeck(page, `${decks.en}#press-start`);
    const demo = current(page).locator('sse-demo');
    await expect(demo.locator('[data-view] li').first()).toBeVisible();
    await demo.getByRole('button', { name: 'Stop' }).click();
    await page.keyboard.press('PageDown');
    await page.keyboard.press('PageUp');
    await expectAt(page, 'press-start');
    await expect(demo.getByRole('button', { name: 'Start' })).toBeVisible();
    // The record of the bytes stays a moment, for how the stream ended.
    await expect.poll(() => streams.open.size).toBe(0);
    expect(streams.started.length).toBe(2);
  });

  test('never is more open than the current slide needs', async ({ page }) => {
    const streams = watchStreams(page);
    let most = 0;
    page.on('request', () => (most = Math.max(most, streams.open.size)));
    await openDeck(page, decks.en);
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    await stepTo(page, 'http2');
    await expect.poll(() => streams.open.size).toBe(0);
    expect(most).toBeLessThanOrEqual(2);
  });

  test('narrow, wide, overview and black screen: the stream is the same', async ({ page }) => {
    const streams = watchStreams(page);
    await openDeck(page, `${decks.en}#press-start`);
    await expect(current(page).locator('[data-view] li').first()).toBeVisible();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.setViewportSize({ width: 1280, height: 720 });
    for (const key of ['o', 'o', 'b', 'b']) await page.keyboard.press(key);
    await expect(current(page).locator('[data-view] li')).toHaveCount(2);
    expect(streams.started.length).toBe(2);
  });
});

test.describe('paper and plain HTML', () => {
  test('print is one slide a page, with all its steps', async ({ page }) => {
    await openDeck(page, `${decks.en}#server`);
    const slides = await slidesOf(page);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(slides.length);
    await page.emulateMedia({ media: 'print' });
    for (const slide of await page.locator('.slide').all()) await expect(slide).toBeVisible();
    for (const step of await page.locator('[data-step]').all()) await expect(step).toBeVisible();
    await expect(page.locator('[data-chrome]')).toBeHidden();
  });

  test('without JavaScript all slides stand in reading order', async ({ browser, baseURL }) => {
    const page = await browser.newPage({ javaScriptEnabled: false });
    await page.goto(`${baseURL}${decks.en}`);
    const tops: number[] = [];
    for (const slide of await page.locator('.slide').all()) {
      await expect(slide.getByRole('heading').first()).toBeVisible();
      tops.push((await slide.boundingBox())!.y);
    }
    expect(tops).toEqual([...tops].sort((a, b) => a - b));
    for (const step of await page.locator('[data-step]').all()) await expect(step).toBeVisible();
    await expect(page.locator('[data-chrome]')).toBeHidden();
    await page.close();
  });

  test('a section with footnotes is no slide', async ({ page }) => {
    await page.route(`**${decks.en}`, async (route) => {
      const response = await route.fetch();
      const notes = '<section data-footnotes class="footnotes"><h2>Notes</h2></section>';
      const body = (await response.text()).replaceAll('</article>', `${notes}</article>`);
      await route.fulfill({ response, body });
    });
    await openDeck(page, decks.en);
    await expect(page.locator('[data-counter]')).toHaveText('1 / 23');
    await page.keyboard.press('ArrowRight');
    await expectAt(page, 'press-start');
  });
});

test.describe('safety', () => {
  test('breaks no policy, nor one that forbids text to become code', async ({ page }) => {
    const violations = await watchViolations(page);
    await page.route(`**${decks.en}`, async (route) => {
      const response = await route.fetch();
      const headers = response.headers();
      headers['content-security-policy'] += "; require-trusted-types-for 'script'";
      await route.fulfill({ response, headers });
    });
    await openDeck(page, decks.en);
    for (const key of ['ArrowRight', 'ArrowRight', 'o', 'o', 'b', 'b', '?'])
      await page.keyboard.press(key);
    await expect(page.getByRole('dialog')).toBeVisible();
    expect(violations).toEqual([]);
  });
});

test.describe('weight', () => {
  test('the runtime is at most 6 kB, its styles 3 kB, compressed', async ({ page, request }) => {
    await page.goto(decks.en);
    const html = await page.content();
    const files = async (pattern: RegExp) => {
      const paths = [...new Set([...html.matchAll(pattern)].map(([, path]) => path!))];
      return Promise.all(
        paths.map(async (path) => ({ path, text: await (await request.get(path)).text() })),
      );
    };
    const scripts = await files(/<script[^>]* src="([^"]+\.js)"/g);
    const runtime = scripts.filter(({ text }) => text.includes('data-blackout'));
    expect(runtime, 'the deck’s script is a file of its own').toHaveLength(1);
    const { path, text } = runtime[0]!;
    const parts = [...text.matchAll(/from"(\.[^"]+)"/g)].map(([, part]) => part!);
    const imported = await Promise.all(
      parts.map(async (part) =>
        (await request.get(new URL(part, new URL(path, page.url())).href)).text(),
      ),
    );
    expect([text, ...imported].join('')).not.toContain('customElements.define');
    const styles = await files(/<link[^>]* href="([^"]+\.css)"/g);
    const own = styles.filter(({ text }) => text.includes('.slide-pick'));
    expect(own, 'the deck’s styles are a file of their own').toHaveLength(1);
    const weight = (texts: string[]) =>
      texts.reduce((sum, text) => sum + gzipSync(text, { level: 9 }).length, 0);
    const js = weight([text, ...imported]);
    const css = weight([own[0]!.text]);
    test.info().annotations.push({ type: 'bytes', description: `JS ${js}, CSS ${css}` });
    expect(js).toBeLessThanOrEqual(6000);
    expect(css).toBeLessThanOrEqual(3000);
  });
});

/** Puts elements on the current slide, as a chapter might. */
async function insert(page: Page, html: string): Promise<void> {
  await current(page)
    .locator('.slide-body')
    .evaluate((body, markup) => {
      const parsed = new DOMParser().parseFromString(markup, 'text/html');
      body.append(...parsed.body.childNodes);
    }, html);
}

async function swipe(
  page: Page,
  from: [x: number, y: number],
  to: [x: number, y: number],
): Promise<void> {
  const client = await page.context().newCDPSession(page);
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: [number, number][]) =>
    client.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: points.map(([x, y]) => ({ x, y })),
    });
  await send('touchStart', [from]);
  await send('touchMove', [to]);
  await send('touchEnd', []);
}
