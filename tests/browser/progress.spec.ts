import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { findings } from './axe.ts';
import { chapters, expect, test, watchViolations } from './course.ts';

const key = 'olr-progress';
const pages = { en: '/en/progress/', es: '/es/progress/' } as const;

const doneButton = (page: Page) =>
  page.getByRole('button', { name: /^(I have finished this chapter|He terminado este capítulo)$/ });
const inOutline = (page: Page) => page.locator('.outline [data-chapter=one-request]');
const inList = (page: Page) => page.locator('.progress [data-chapter=one-request]');
const kept = (page: Page) => page.evaluate((name) => localStorage.getItem(name), key);
/** Hidden words do not count. */
const seen = { useInnerText: true };
const said = (page: Page) => page.locator('progress-file [data-said]');

/** Stores a text as the record, once, before the first page of the tab. */
async function seed(page: Page, text: string): Promise<void> {
  await page.addInitScript(
    ([name, value]) => {
      if (sessionStorage.getItem('seeded')) return;
      sessionStorage.setItem('seeded', 'yes');
      localStorage.setItem(name, value);
    },
    [key, text] as const,
  );
}

const record = (fields: object = {}) =>
  JSON.stringify({
    course: 'one-long-response',
    version: 1,
    done: {},
    places: { 'one-request': { section: 'gives-up', at: '2026-11-01T08:00:00.000Z' } },
    ...fields,
  });

/** Reads on to a section, and waits until the place is kept. */
async function readTo(page: Page, section: string): Promise<void> {
  await page.locator(`#${section}`).evaluate((heading) => heading.scrollIntoView());
  await expect.poll(() => kept(page)).toContain(`"${section}"`);
}

async function importFile(page: Page, name: string, text: string): Promise<void> {
  const file = { name, mimeType: 'application/json', buffer: Buffer.from(text) };
  await page.getByLabel(/^(Import a file|Importar un archivo)$/).setInputFiles(file);
}

test.describe('done', () => {
  test('a chapter marked in English is done in Spanish too, and can be taken back', async ({
    page,
  }) => {
    await page.goto(chapters.en);
    await expect(inOutline(page)).not.toContainText('done', seen);
    await doneButton(page).click();
    await expect(doneButton(page)).toHaveAttribute('aria-pressed', 'true');
    await expect(page.locator('chapter-done').getByRole('status').first()).toHaveText(/^Done/);
    await expect(inOutline(page)).toContainText('done', seen);

    await page.goto(chapters.es);
    await expect(doneButton(page)).toHaveAttribute('aria-pressed', 'true');
    await expect(inOutline(page)).toContainText('hecho', seen);
    await page.goto('/es/');
    await expect(page.locator('.learn [data-chapter=one-request]')).toContainText('hecho', seen);

    await page.goto(chapters.es);
    await doneButton(page).press('Enter');
    await expect(doneButton(page)).toHaveAttribute('aria-pressed', 'false');
    await expect(inOutline(page)).not.toContainText('hecho', seen);
    await page.goto(pages.en);
    await expect(inList(page)).not.toContainText('Done', seen);
  });

  test('a done bead differs by its shape, not by colour alone', async ({ page }) => {
    await seed(page, record({ done: { 'one-request': '2026-11-01T08:00:00.000Z' } }));
    await page.goto(chapters.en);
    const check = (link: Locator) =>
      link.evaluate((element) => getComputedStyle(element, '::after').borderRightWidth);
    expect(await check(inOutline(page).locator('a'))).toBe('2px');
    await page.emulateMedia({ forcedColors: 'active' });
    expect(await check(inOutline(page).locator('a'))).toBe('2px');
  });

  test('two open tabs keep in step', async ({ page, context }) => {
    const other = await context.newPage();
    await page.goto(chapters.en);
    await other.goto(pages.es);
    await doneButton(page).click();
    await expect(inList(other)).toContainText('Hecho', seen);
    await other.getByRole('button', { name: 'Olvidarlo todo' }).click();
    await other.getByRole('button', { name: 'Olvidar', exact: true }).click();
    await expect(doneButton(page)).toHaveAttribute('aria-pressed', 'false');
  });
});

test.describe('where I stopped', () => {
  test('is offered in the language of the page, on every page, and nothing jumps', async ({
    page,
  }) => {
    await page.goto(chapters.en);
    await readTo(page, 'gives-up');
    await page.goto('/es/');
    const way = page.locator('.opening').getByRole('link', { name: /^Continuar: / });
    await expect(way).toContainText('Una petición, una respuesta muy larga');
    await expect(way).toContainText('Dos veces se rinde');
    await way.click();
    await expect(page).toHaveURL(`${chapters.es}#gives-up`);
    await expect(page.locator('#gives-up')).toBeInViewport();

    await page.goto(chapters.en);
    const outline = page.locator('.outline').getByRole('link', { name: /^Continue: / });
    await expect(outline).toContainText('Twice it gives up');
    await expect(outline).toHaveAttribute('href', `${chapters.en}#gives-up`);
    expect(await page.evaluate(() => scrollY)).toBe(0);

    await page.goto(pages.en);
    await expect(inList(page)).toContainText('You stopped at: Twice it gives up', seen);
  });

  test('is kept when the page is left at once, and opening a chapter forgets none', async ({
    page,
  }) => {
    await page.goto(chapters.en);
    await readTo(page, 'event');
    // Two frames, so that the browser has told the page what is in view.
    await page.locator('#gives-up').evaluate(async (heading) => {
      heading.scrollIntoView();
      const frame = () => new Promise(requestAnimationFrame);
      await frame().then(frame).then(frame);
    });
    await page.goto(chapters.es);
    expect(await kept(page)).toContain('"gives-up"');
    await page.goto('/en/');
    expect(await kept(page)).toContain('"gives-up"');
  });

  test('the way on is the next chapter after one that is done', async ({ page }) => {
    await seed(page, record({ done: { 'one-request': '2026-11-02T08:00:00.000Z' } }));
    await page.goto('/en/');
    const second = page.locator('.learn [data-chapter] .chapter-title').nth(1);
    const way = page.locator('.opening [data-way-on]');
    if (await second.count()) await expect(way).toContainText((await second.textContent())!.trim());
    else await expect(way).toBeHidden();
  });

  test('a section that the text no longer has leads to its chapter', async ({ page }) => {
    const places = {
      'one-request': { section: 'constructor', at: '2026-11-01T08:00:00.000Z' },
      'no-such-chapter': { section: 'x', at: '2026-11-02T08:00:00.000Z' },
    };
    await seed(page, record({ places }));
    await page.goto('/en/');
    await expect(page.locator('.opening [data-way-on]')).toHaveAttribute('href', chapters.en);
  });

  for (const width of [1280, 390])
    test(`the way on appears on the home page without a shift, ${width} pixels wide`, async ({
      page,
    }) => {
      await seed(page, record());
      await page.setViewportSize({ width, height: 844 });
      await page.addInitScript(() => {
        const moved: string[] = [];
        Object.assign(window, { moved });
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as unknown as { sources: { node?: Element }[] }[])
            for (const { node } of entry.sources)
              if (node?.matches('.opening-stage, .opening-words, .opening-words *'))
                moved.push(node.className);
        }).observe({ type: 'layout-shift', buffered: true });
      });
      await page.goto('/en/', { waitUntil: 'networkidle' });
      await expect(page.locator('.opening [data-way-on]')).toBeVisible();
      expect(await page.evaluate(() => (window as unknown as { moved: string[] }).moved)).toEqual(
        [],
      );
    });
});

test.describe('the file', () => {
  test('carries everything into another browser, and adds to what is there', async ({
    page,
    browser,
    baseURL,
  }) => {
    await page.goto(chapters.en);
    await doneButton(page).click();
    await readTo(page, 'gives-up');
    await page.goto(pages.en);
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/^one-long-response-\d{4}-\d\d-\d\d\.json$/);
    const text = await readFile(await download.path(), 'utf8');
    expect(text).toContain('\n  "version": 1,\n');
    await expect(said(page)).toContainText('.json is saved');

    const context = await browser.newContext({ baseURL: baseURL! });
    const other = await context.newPage();
    await seed(
      other,
      record({
        done: { 'from-here': '2026-10-01T08:00:00.000Z' },
        places: { 'one-request': { section: 'event', at: '2026-10-01T08:00:00.000Z' } },
      }),
    );
    await other.goto(pages.es);
    await importFile(other, 'avance.json', text);
    await expect(said(other)).toContainText('avance.json se ha importado');
    await expect(inList(other)).toContainText('Hecho', seen);
    expect(await kept(other)).toContain('from-here');
    expect(await kept(other)).toContain('gives-up');
    await context.close();
  });

  test('that is not ours, is newer or damaged is refused in a sentence each', async ({ page }) => {
    await seed(page, record());
    await page.goto(pages.en);
    const before = await kept(page);
    for (const [text, sentence] of [
      ['no JSON', 'is not a progress file'],
      ['{"course":"knitting"}', 'is not a progress file'],
      [record({ version: 99 }), 'comes from a later version'],
      [record({ done: { 'one-request': 'once' } }), 'is damaged'],
      [' '.repeat(300_000), 'is not a progress file'],
    ] as const) {
      await importFile(page, 'mine.json', text);
      await expect(said(page)).toContainText(`mine.json ${sentence}`);
    }
    expect(await kept(page)).toBe(before);
  });

  test('everything is forgotten only after a question', async ({ page }) => {
    await seed(page, record());
    await page.goto(pages.en);
    const forget = page.getByRole('button', { name: 'Forget everything' });
    await forget.click();
    await page.keyboard.press('Escape');
    expect(await kept(page)).not.toBeNull();
    await forget.click();
    await page.getByRole('button', { name: 'Keep it' }).click();
    expect(await kept(page)).not.toBeNull();
    await forget.click();
    await page.getByRole('dialog').getByRole('button', { name: 'Forget', exact: true }).click();
    await expect(said(page)).toHaveText('Everything is forgotten.');
    expect(await kept(page)).toBeNull();
    await expect(inList(page)).toContainText('Not begun', seen);
    await expect(forget).toBeDisabled();
    // The answer of this time is not the answer of the next.
    await importFile(page, 'again.json', record());
    await forget.click();
    await page.keyboard.press('Escape');
    await expect(page.locator('progress-file dialog')).toBeHidden();
    expect(await kept(page)).not.toBeNull();
  });

  test('no request is sent for any of this, and no policy is broken', async ({ page }) => {
    const violations = await watchViolations(page);
    await seed(page, record());
    await page.goto(pages.en, { waitUntil: 'networkidle' });
    const requests: string[] = [];
    page.on('request', (request) => {
      if (request.url().startsWith('http')) requests.push(request.url());
    });
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export' }).click();
    await downloading;
    await importFile(page, 'mine.json', record());
    await expect(said(page)).toContainText('is imported');
    await page.getByRole('button', { name: 'Forget everything' }).click();
    await page.getByRole('button', { name: 'Forget', exact: true }).click();
    await expect(said(page)).toContainText('forgotten');
    expect(requests).toEqual([]);
    expect(violations).toEqual([]);
  });
});

test.describe('where nothing can be kept', () => {
  const refusals = {
    'storage is forbidden': () =>
      Object.defineProperty(window, 'localStorage', {
        get: () => {
          throw new DOMException('forbidden', 'SecurityError');
        },
      }),
    'storage is full': () => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    },
  };
  for (const [reason, refuse] of Object.entries(refusals))
    test(`${reason}: the pages work, and say so quietly`, async ({ page, stage }) => {
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(String(error)));
      await page.addInitScript(refuse);
      await page.goto(chapters.en);
      await expect(page.getByText('so your progress is not remembered')).toBeVisible();
      await expect(doneButton(page)).toBeHidden();
      await stage.getByRole('button', { name: 'Start' }).click();
      await expect(stage.locator('[data-view] li').first()).toBeVisible();
      await page.locator('#gives-up').evaluate((heading) => heading.scrollIntoView());
      await page.goto('/es/');
      await expect(page.locator('.opening-way')).toBeHidden();
      await page.goto(pages.es);
      await expect(page.getByText('tu progreso no se recuerda')).toBeVisible();
      await expect(page.getByLabel('Importar un archivo')).toBeDisabled();
      expect(errors).toEqual([]);
    });

  test('storage that fills up while reading is said at the button', async ({ page }) => {
    await page.goto(chapters.en);
    await page.evaluate(refusals['storage is full']);
    await doneButton(page).click();
    await expect(doneButton(page)).toHaveAttribute('aria-pressed', 'false');
    await expect(page.getByText('so your progress is not remembered')).toBeVisible();
  });

  for (const [what, text] of [
    ['damaged', record().slice(0, 60)],
    ['damaged', record({ done: { 'one-request': 7 } })],
    ['newer', record({ version: 2, done: [] })],
  ] as const)
    test(`a ${what} record is left as it is until the reader decides: ${text.slice(0, 60)}`, async ({
      page,
    }) => {
      await seed(page, text);
      await page.goto(chapters.en);
      await expect(doneButton(page)).toBeHidden();
      await page.locator('#gives-up').evaluate((heading) => heading.scrollIntoView());
      await page.locator('chapter-done').getByRole('link', { name: 'Your progress' }).click();
      await expect(page).toHaveURL(pages.en);
      const sentence = page.locator('.progress-faults > :visible');
      await expect(sentence).toContainText('It is left as it is');
      expect(await kept(page)).toBe(text);

      const downloading = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Export' }).click();
      expect(await readFile(await (await downloading).path(), 'utf8')).toBe(text);
      await page.getByRole('button', { name: 'Forget everything' }).click();
      await page.getByRole('button', { name: 'Forget', exact: true }).click();
      await expect(sentence).toHaveCount(0);
      await page.goto(chapters.en);
      await doneButton(page).click();
      await expect(doneButton(page)).toHaveAttribute('aria-pressed', 'true');
    });
});

test.describe('the page', () => {
  for (const [locale, colorScheme] of [
    ['en', 'light'],
    ['es', 'dark'],
  ] as const)
    test(`axe finds nothing on ${pages[locale]} in the ${colorScheme} theme`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await seed(page, record({ done: { 'four-ways': '2026-11-01T08:00:00.000Z' } }));
      await page.goto(pages[locale]);
      expect(await findings(page)).toEqual([]);
      await page.locator('[data-forget]').click();
      expect(await findings(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.goto(chapters[locale]);
      await doneButton(page).click();
      expect(await findings(page)).toEqual([]);
    });

  test('is linked from the outline and the footer', async ({ page }) => {
    await page.goto(chapters.en);
    const links = page.getByRole('link', { name: 'Your progress' });
    await expect(links).toHaveCount(2);
    for (const link of await links.all()) await expect(link).toHaveAttribute('href', pages.en);
  });

  test.describe('without JavaScript', () => {
    test.use({ javaScriptEnabled: false });

    test('no control is shown, and the pages are whole', async ({ page }) => {
      await page.goto(pages.en);
      await expect(page.getByRole('heading', { name: 'Your progress' })).toBeVisible();
      await expect(page.locator('.progress .chapter-title').first()).toBeVisible();
      await expect(page.locator('.progress-note')).toHaveText(
        /^Without JavaScript nothing is kept/,
      );
      await expect(page.locator('progress-file :is(button, input):visible')).toHaveCount(0);
      await page.goto(chapters.en);
      await expect(page.locator('.prose').getByRole('heading').first()).toBeVisible();
      await expect(page.locator('chapter-done :visible')).toHaveCount(0);
      await page.goto('/en/');
      await expect(page.locator('[data-way-on]:visible')).toHaveCount(0);
    });
  });
});
