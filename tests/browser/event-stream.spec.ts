import type { Locator, Page } from '@playwright/test';
import { roundOfBlocks } from '../support/event-fields-round.ts';
import { expectNothingFound } from './axe.ts';
import { companionOnFreePorts, expect, openDrawer, test, watchViolations } from './course.ts';

const chapters = { en: '/en/event-stream/', es: '/es/event-stream/' } as const;

/** The stepper, once it has built itself. */
async function openStepper(page: Page, path: string = chapters.en, query = ''): Promise<Locator> {
  await page.goto(`${path}${query}#stepper`);
  const stepper = page.locator('sse-stepper#stepper[data-ready]');
  await expect(stepper).toBeVisible();
  return stepper;
}

const choose = (stepper: Locator, preset: string) =>
  stepper.getByLabel('Begin with').selectOption({ label: preset });
const slider = (stepper: Locator) => stepper.getByRole('slider', { name: 'Position' });
const said = (stepper: Locator) => stepper.locator('.step-words');
const buffer = (stepper: Locator, name: string) =>
  stepper
    .locator('dt', { hasText: new RegExp(`^${name}$`) })
    .locator('xpath=following-sibling::dd[1]');
const dispatched = (stepper: Locator) => stepper.locator('.stepper-state .stepper-event');

/** Presses Send and waits for what the page says of it. */
async function send(stepper: Locator): Promise<Locator> {
  await stepper.getByRole('button', { name: 'Send', exact: true }).click();
  const verdict = stepper.locator('.stepper-verdict[data-verdict]');
  await expect(verdict).toBeVisible();
  return verdict;
}

test.describe('the stepper', () => {
  test('is loaded when a reader comes near, not before', async ({ page }) => {
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(request.url()));
    await page.goto(chapters.en, { waitUntil: 'networkidle' });
    expect(loaded.filter((url) => /stepper[^/]*\.js/.test(url))).toEqual([]);
    await page.locator('#stepper').scrollIntoViewIfNeeded();
    await expect(page.locator('sse-stepper[data-ready]')).toBeVisible();
    expect(loaded.some((url) => /stepper[^/]*\.js/.test(url))).toBe(true);
  });

  test('goes byte by byte, by line and by event, and says what each one did', async ({ page }) => {
    const stepper = await openStepper(page);
    await expect(said(stepper)).toHaveText('Nothing has arrived.');
    await stepper.getByRole('button', { name: 'One byte on' }).click();
    await expect(stepper.locator('output')).toHaveText('byte 1 of 23: 64 d');
    await expect(said(stepper)).toContainText('Part of a line');
    await stepper.getByRole('button', { name: 'On to the next line' }).click();
    await expect(said(stepper)).toContainText('go to the end of the data buffer');
    await expect(buffer(stepper, 'data buffer')).toHaveText('twoLF');
    await stepper.getByRole('button', { name: 'On to the next event' }).click();
    await expect(said(stepper)).toHaveText('A blank line: event 1 is dispatched.');
    await expect(buffer(stepper, 'data buffer')).toHaveText('empty');
    await expect(dispatched(stepper)).toHaveText('typemessagedatatwoLFlineslastEventId""');
    await stepper.getByRole('button', { name: 'Back to the event before' }).click();
    await expect(dispatched(stepper)).toHaveCount(0);
  });

  test('is scrubbed by keyboard alone, and reads out the step when the reader rests', async ({
    page,
  }) => {
    const stepper = await openStepper(page);
    await slider(stepper).focus();
    await page.keyboard.press('ArrowRight');
    await expect(slider(stepper)).toHaveAttribute('aria-valuetext', 'byte 1 of 23: 64 d');
    await page.keyboard.press('PageDown');
    await expect(slider(stepper)).toHaveValue('10');
    await page.keyboard.press('c');
    await expect(stepper.locator('.stepper-cuts')).toHaveText('2 pieces, cut after byte 10.');
    await page.keyboard.press('Shift+PageDown');
    await expect(stepper.locator('.stepper-state [role=status]')).toHaveText(
      'A blank line: event 1 is dispatched.',
    );
    await page.keyboard.press('End');
    await expect(said(stepper)).toContainText('Nothing was left to discard');
  });

  test('a click on a byte goes there, a click between two cuts there', async ({ page }) => {
    const stepper = await openStepper(page);
    await stepper.locator('.byte-face').nth(4).click();
    await expect(slider(stepper)).toHaveValue('5');
    await stepper.locator('.byte-gap').nth(2).click();
    await expect(stepper.locator('.stepper-cuts')).toHaveText('2 pieces, cut after byte 3.');
    await stepper.locator('.byte-gap').nth(2).click();
    await expect(stepper.locator('.stepper-cuts')).toHaveText('No cuts: one piece.');
  });

  test('a link carries stream, place, cuts and protocol', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const stepper = await openStepper(page);
    await stepper.getByLabel('The stream', { exact: true }).fill('data: ñ&+#\\r\\n\\n');
    await slider(stepper).press('End');
    await stepper.locator('.byte-gap').nth(6).click();
    await stepper.getByText('HTTP/2', { exact: true }).click();
    await stepper.getByRole('button', { name: 'Copy a link' }).click();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    await page.goto('about:blank');
    await page.goto(link);
    await expect(stepper.getByLabel('The stream', { exact: true })).toHaveValue(
      'data: ñ&+#\\r\\n\\n',
    );
    await expect(slider(stepper)).toHaveValue('15');
    await expect(stepper.locator('.stepper-cuts')).toHaveText('2 pieces, cut after byte 7.');
    await expect(stepper.getByRole('radio', { name: 'HTTP/2' })).toBeChecked();
    await expect(stepper).toBeInViewport();
  });

  test('says what is wrong with an escape, and keeps the stream before', async ({ page }) => {
    const stepper = await openStepper(page);
    const field = stepper.getByLabel('The stream', { exact: true });
    await field.fill('data: a\\q');
    await expect(stepper.getByRole('alert')).toContainText('“\\q” is no escape');
    await expect(field).toHaveAttribute('aria-invalid');
    await expect(stepper.locator('.byte')).toHaveCount(23);
    await field.fill('x'.repeat(2049));
    await expect(stepper.getByRole('alert')).toHaveText('2049 bytes; the stepper takes 2048.');
    await field.fill('data: a\n\n');
    await expect(stepper.getByRole('alert')).toHaveText('');
    await expect(stepper.locator('.byte')).toHaveCount(9);
  });

  test('what is written is shown as text', async ({ page }) => {
    const stepper = await openStepper(page);
    const attack = 'data: <img src=x onerror=alert(1)>\\n\\n';
    await stepper.getByLabel('The stream', { exact: true }).fill(attack);
    await slider(stepper).press('End');
    await expect(dispatched(stepper)).toContainText('<img src=x');
    expect(await stepper.locator('img').count()).toBe(0);
  });
});

test.describe('the stepper for everyone', () => {
  test('axe finds nothing in it in either theme', async ({ page }) => {
    const stepper = await openStepper(page);
    await choose(stepper, 'An emoji, and half of one');
    await slider(stepper).press('PageDown');
    await send(stepper);
    await expectNothingFound(page, 'sse-stepper');
  });

  test('at 390 pixels and with text at 200 % nothing is cut off sideways', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    const stepper = await openStepper(page, chapters.es);
    await stepper.getByRole('button', { name: 'Enviar', exact: true }).click();
    await expect(stepper.locator('[data-verdict]')).toBeVisible();
    for (const size of ['100%', '200%']) {
      const overflow = await page.evaluate((value) => {
        const { documentElement: root } = document;
        root.style.fontSize = value;
        return root.scrollWidth - root.clientWidth;
      }, size);
      expect(overflow, size).toBeLessThanOrEqual(0);
    }
  });
});

test.describe('sending for real', () => {
  for (const protocol of ['HTTP/1.1', 'HTTP/2']) {
    test(`over ${protocol}, an emoji cut in two is whole, and both agree`, async ({ page }) => {
      const violations = await watchViolations(page);
      const stepper = await openStepper(page);
      await choose(stepper, 'An emoji, and half of one');
      await stepper.locator('.byte-gap').nth(7).click();
      await stepper.getByText(protocol, { exact: true }).click();
      await expect(await send(stepper)).toHaveText('They agree: 2 events, the same in both.');
      await expect(stepper.locator('.stepper-result .stepper-event')).toHaveText([
        'typemessagedata😀lastEventId""',
        'typemessagedataU+FFFDlastEventId""',
      ]);
      const packed = protocol === 'HTTP/2' ? '2 DATA frames' : '2 chunks';
      await expect(stepper.locator('.stepper-how')).toHaveText(
        `Sent over ${protocol} in ${packed}.`,
      );
      expect(violations).toEqual([]);
    });
  }

  const predictions: [preset: string, cut: number | undefined, events: string[]][] = [
    [
      'id and event after data',
      undefined,
      ['typereadingdata21.5lastEventId7', 'typemessagedata21.6lastEventId7'],
    ],
    ['CR, LF and CRLF', 8, ['typemessagedataaLFbLFclastEventId""']],
    ['Two byte order marks', undefined, ['typemessagedatakeptlastEventId""']],
    ['No blank line at the end', undefined, ['typemessagedataalastEventId""']],
    ['A block with only an id', undefined, ['typemessagedataalastEventId9']],
    ['An id with NUL', undefined, ['typemessagedataalastEventId7', 'typemessagedatablastEventId7']],
    ['A forged field', undefined, ['typemessagedatahellolastEventIdforged']],
  ];
  for (const [preset, cut, events] of predictions) {
    test(`${preset}: the page sees what the chapter says`, async ({ page }) => {
      const stepper = await openStepper(page);
      await choose(stepper, preset);
      if (cut !== undefined)
        await stepper
          .locator('.byte-gap')
          .nth(cut - 1)
          .click();
      await expect(await send(stepper)).toContainText('They agree');
      await expect(stepper.locator('.stepper-result .stepper-event')).toHaveText(events);
    });
  }

  test('where Chromium departs from the standard, both lists are shown', async ({ page }) => {
    const stepper = await openStepper(page);
    const field = stepper.getByLabel('The stream', { exact: true });
    await field.fill('\\u{FEFF}\\ndata: a\\n\\n');
    await expect(await send(stepper)).toHaveText('They differ. Event by event:');
    await expect(stepper.locator('.stepper-result .differs')).toHaveText([
      'typemessagedataalastEventId""',
      'no event',
    ]);
    // What was said belongs to the stream that was sent.
    await field.fill('data: b\\n\\n');
    await expect(stepper.locator('.stepper-verdict')).toHaveText('');
  });

  test('a server that has gone is announced', async ({ page }) => {
    const gone = await companionOnFreePorts();
    await page.goto(`${gone.origins.site}${chapters.es}#stepper`);
    const stepper = page.locator('sse-stepper[data-ready]');
    await expect(stepper).toBeVisible();
    await gone.close();
    await stepper.getByRole('button', { name: 'Enviar', exact: true }).click();
    await expect(stepper.locator('[data-verdict=trouble]')).toContainText('npm start');
  });
});

test.describe('the chapter', () => {
  test('its demo shows seven events of nine blocks, and the forged id stays data', async ({
    page,
  }) => {
    // Eighteen seconds are for reading; here the same nine blocks come at once.
    await page.goto(chapters.en);
    await page.route('**/event-fields/events', (route) =>
      route.fulfill({
        contentType: 'text/event-stream',
        headers: { 'access-control-allow-origin': '*' },
        body: roundOfBlocks.join(''),
      }),
    );
    const stage = page.locator('sse-demo#event-fields');
    await stage.getByRole('button', { name: 'Start' }).click();
    const events = stage.locator('[data-view] li');
    await expect(events).toHaveCount(7);
    await expect(events.nth(2)).toContainText('type: "tick"');
    await expect(events.last()).toHaveText(
      'type: "message" data: "a visitor wrote\\nid: forged" lastEventId: "1"',
    );
  });

  test('its demo shows the first events live, beside their bytes', async ({ page }) => {
    await page.goto(chapters.en);
    const stage = page.locator('sse-demo#event-fields');
    await stage.getByRole('button', { name: 'Start' }).click();
    await expect(stage.locator('.wire-row.kind-chunk').first()).toContainText(': a comment');
    await expect(stage.locator('[data-view] li')).toHaveCount(1);
    const server = await openDrawer(stage, 'server');
    await expect(server.locator('pre').first()).toContainText('dataLines');
  });

  test('an event named error reaches the listener of lost connections', async ({
    page,
    companion,
  }) => {
    await page.goto(chapters.en);
    const bytes = Buffer.from('event: error\ndata: news\n\n').toString('base64url');
    const heard = await page.evaluate(
      (url) =>
        new Promise<string>((resolve) => {
          const source = new EventSource(url);
          source.onerror = (event) => {
            source.close();
            resolve(String((event as MessageEvent).data));
          };
        }),
      `${companion.origins.lab}/composer/events?bytes=${bytes}`,
    );
    expect(heard).toBe('news');
  });

  for (const [charset, state] of [
    ['', 'open'],
    [';charset=UTF-8', 'open'],
    [';charset=iso-8859-1', 'closed'],
  ] as const) {
    test(`Chromium gives up on another charset: text/event-stream${charset} is ${state}`, async ({
      page,
    }) => {
      await page.route('**/charset', (route) =>
        route.fulfill({
          headers: { 'content-type': `text/event-stream${charset}` },
          body: 'data: a\n\n',
        }),
      );
      await page.goto(chapters.en);
      const seen = await page.evaluate(
        () =>
          new Promise<string>((resolve) => {
            const source = new EventSource('/charset');
            source.onmessage = () => resolve('open');
            source.onerror = () => resolve(source.readyState === 2 ? 'closed' : 'connecting');
          }),
      );
      expect(seen).toBe(state);
    });
  }
});

for (const path of Object.values(chapters)) {
  test(`${path} without JavaScript shows a stream as text, and no empty controls`, async ({
    browser,
    companion,
  }) => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(companion.origins.site + path);
    const stepper = page.locator('sse-stepper');
    await expect(stepper.locator('pre')).toContainText('\\n\\n');
    await expect(stepper).toContainText('JavaScript');
    await context.close();
  });
}
