// The pages beside the chapters: what words mean, and what claims rest on.
import type { Page } from '@playwright/test';
import glossary from '../../content/glossary.json' with { type: 'json' };
import { readClaims } from '../../src/markdown/claims.ts';
import { findings } from './axe.ts';
import { chapters, expect, test } from './course.ts';

const locales = ['en', 'es'] as const;
const pages = locales.flatMap((locale) => [`/${locale}/glossary/`, `/${locale}/sources/`]);
const ids = (page: Page) =>
  page.locator('main h2[id]').evaluateAll((headings) => headings.map(({ id }) => id));

for (const locale of locales) {
  test(`the first use of a term in ${chapters[locale]} leads to its definition`, async ({
    page,
  }) => {
    await page.goto(chapters[locale]);
    const terms = page.locator('.prose a.term');
    const targets = await terms.evaluateAll((links) =>
      links.map((link) => link.getAttribute('href')),
    );
    expect(targets.length).toBeGreaterThan(5);
    expect(new Set(targets).size).toBe(targets.length);
    await expect(page.locator('.prose :is(h2, h3, code, .key, .claim, .poll) a.term')).toHaveCount(
      0,
    );

    const chunk = page.locator(`a.term[href="/${locale}/glossary/#chunk"]`);
    await expect(chunk).toHaveAttribute('title', glossary.chunk[locale].definition);
    await chunk.focus();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(`/${locale}/glossary/#chunk`);
    await expect(page.getByRole('heading', { name: 'chunk', exact: true })).toBeInViewport();
  });
}

test('the glossary has the same anchors in both languages, each in its own alphabet', async ({
  page,
}) => {
  for (const locale of locales) {
    await page.goto(`/${locale}/glossary/`);
    expect((await ids(page)).sort()).toEqual(Object.keys(glossary).sort());
    const terms = await page.locator('main h2').allTextContents();
    expect(terms).toEqual([...terms].sort(new Intl.Collator(locale).compare));
  }
});

test('the language switch keeps the term', async ({ page }) => {
  await page.goto('/en/glossary/#field');
  const spanish = page.getByRole('banner').getByRole('link', { name: 'Español' });
  await spanish.evaluate((link: HTMLElement) => link.click());
  await expect(page).toHaveURL('/es/glossary/#field');
  await expect(page.getByRole('heading', { name: 'campo', exact: true })).toBeInViewport();
});

test('the search finds a term in the glossary', async ({ page }) => {
  await page.goto('/en/');
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').locator('input').fill('thundering herd');
  const found = page.getByRole('option').filter({ hasText: 'Glossary' }).first();
  await expect(found).toHaveAttribute('href', /\/en\/glossary\/#thundering-herd$/);
});

test('the sources page lists every claim of the course, with where it is made', async ({
  page,
  request,
}) => {
  const claims = readClaims(process.cwd());
  for (const locale of locales) {
    await page.goto(`/${locale}/sources/`);
    const listed = page.locator('.claims li');
    expect((await listed.evaluateAll((items) => items.map(({ id }) => id))).sort()).toEqual(
      [...claims.keys()].sort(),
    );
    const proven = [...claims.values()].filter(({ proof }) => proof).length;
    await expect(page.locator('.reference-count')).toHaveText(
      new RegExp(`^${claims.size} \\D*${proven} `),
    );
    await expect(
      listed.getByText(locale === 'en' ? 'no test of ours yet' : 'todavía sin prueba'),
    ).toHaveCount(claims.size - proven);

    const places = await page
      .locator(`.claims a[href^="/${locale}/"]`)
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
    expect(places.length).toBeGreaterThanOrEqual(claims.size);
    const texts = new Map<string, string>();
    for (const place of places) {
      const [path = '', anchor] = place.split('#');
      if (!texts.has(path)) texts.set(path, await (await request.get(path)).text());
      if (anchor) expect(texts.get(path), place).toContain(` id="${anchor}"`);
    }
  }
});

test('a claim keeps its code and its emphasis', async ({ page }) => {
  await page.goto('/en/sources/');
  await expect(page.locator('#accept-header .claim-words em')).toHaveText('may');
  await expect(page.locator('#status-and-type .claim-words code').first()).toHaveText('200');
});

test('outline and footer lead to both pages, and the page that is open says so', async ({
  page,
}) => {
  await page.goto(chapters.es);
  for (const name of ['Glosario', 'Fuentes y pruebas']) {
    await expect(page.locator('.site-footer').getByRole('link', { name })).toBeVisible();
    await page.locator('.outline').getByRole('link', { name }).click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await expect(page.locator('.outline [aria-current=page]')).toHaveText(name);
  }
});

test('llms.txt and the sitemap name both pages', async ({ request }) => {
  const llms = await (await request.get('/llms.txt')).text();
  const sitemap = await (await request.get('/sitemap-0.xml')).text();
  for (const path of pages) {
    expect(llms).toContain(path);
    expect(sitemap).toContain(path);
  }
});

test('at 390 pixels nothing is cut off sideways', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of pages) {
    await page.goto(path);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, path).toBeLessThanOrEqual(0);
  }
});

// Both pages are long, and their themes share every colour: one theme for each.
for (const [path, colorScheme] of [
  ['/en/sources/', 'light'],
  ['/es/glossary/', 'dark'],
] as const) {
  test(`axe finds nothing on ${path} in the ${colorScheme} theme`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(path);
    expect(await findings(page, 'main')).toEqual([]);
  });
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('both pages can be read whole', async ({ page }) => {
    await page.goto('/en/glossary/#jitter');
    await expect(page.getByRole('heading', { name: 'jitter', exact: true })).toBeInViewport();
    await expect(page.locator('.term-entry:visible')).toHaveCount(Object.keys(glossary).length);
    await page.goto('/en/sources/');
    await expect(page.locator('.claims li:visible')).toHaveCount(readClaims(process.cwd()).size);
  });
});
