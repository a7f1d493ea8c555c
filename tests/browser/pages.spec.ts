import { chapters, expect, test } from './course.ts';

test('/ leads to the language that the browser asks for', async ({ request }) => {
  for (const [asked, expected] of [
    ['es-MX,es;q=0.9,en;q=0.5', '/es/'],
    ['fr, es;q=0.2, en;q=0.1', '/es/'],
    ['fr', '/en/'],
    ['en-GB', '/en/'],
  ] as const) {
    const response = await request.get('/', {
      headers: { 'accept-language': asked },
      maxRedirects: 0,
    });
    expect(response.status(), asked).toBe(302);
    expect(response.headers()['location'], asked).toBe(expected);
    expect(response.headers()['vary'], asked).toContain('Accept-Language');
  }
});

test('the language switch leads to the same chapter', async ({ page }) => {
  await page.goto(chapters.en);
  await page.getByRole('banner').getByRole('link', { name: 'Español' }).click();
  await expect(page).toHaveURL(chapters.es);
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('respuesta');
  await page.getByRole('banner').getByRole('link', { name: 'English' }).click();
  await expect(page).toHaveURL(chapters.en);
});

test('the language switch keeps the section that is being read', async ({ page }) => {
  // Playwright's click would first scroll the page to where a sticky header "really" is.
  const press = (name: string) =>
    page
      .getByRole('banner')
      .getByRole('link', { name })
      .evaluate((link: HTMLElement) => link.click());

  await page.goto(`${chapters.en}#gives-up`);
  await expect(page.getByRole('heading', { name: 'Twice it gives up' })).toBeInViewport();
  await press('Español');
  await expect(page).toHaveURL(`${chapters.es}#gives-up`);
  await expect(page.getByRole('heading', { name: 'Dos veces se rinde' })).toBeInViewport();

  // Scrolled on from there, it is the section that the contents mark. (Until a page has loaded,
  // the browser itself scrolls back to the address.)
  await page.waitForLoadState('load');
  await page.locator('#run').evaluate((heading) => heading.scrollIntoView());
  await expect(page.locator('page-contents a[aria-current]')).toHaveAttribute('href', '#run');
  await press('English');
  await expect(page).toHaveURL(`${chapters.en}#run`);
});

test('the chapter tells its part, its minutes and what a reader will be able to do', async ({
  page,
}) => {
  await page.goto(chapters.en);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'One request, a very long response',
  );
  await expect(page.getByRole('main')).toContainText(/\d+ min/);
  const outline = page
    .getByRole('navigation')
    .filter({ has: page.locator('[aria-current=page]') })
    .first();
  await expect(outline.locator('[aria-current=page]')).toContainText('One request');
  await expect(page.getByRole('link', { name: /edit/i })).toHaveAttribute(
    'href',
    /content\/en\/10-basics\/10-one-request\.md$/,
  );
});

test('a self-check says at once whether the answer is right, and why', async ({ page }) => {
  await page.goto(chapters.en);
  const poll = page.locator('course-poll').first();
  await poll.getByRole('radio', { name: 'Three, one for each chunk' }).check();
  await expect(poll.getByRole('status')).toHaveText(/^Not/);
  await expect(poll.locator('details')).not.toHaveAttribute('open');
  await poll.getByRole('radio', { name: 'One', exact: true }).check();
  await expect(poll.getByRole('status')).toHaveText(/^Right/);
  await expect(poll.locator('details')).toHaveAttribute('open');
});

test('an unknown page answers 404 in both languages', async ({ page }) => {
  const response = await page.goto('/es/no-existe/');
  expect(response?.status()).toBe(404);
  await expect(page.getByText('404').first()).toBeVisible();
  await expect(page.locator('[lang=es], html[lang=es]').first()).toBeAttached();
  await expect(page.getByRole('link', { name: /curso|inicio/i }).first()).toBeVisible();
  await expect(page.getByRole('link', { name: /course|home/i }).first()).toBeVisible();
});

test('sitemap, social image, llms.txt and favicon are served', async ({ request }) => {
  for (const [path, type] of [
    ['/sitemap-index.xml', 'xml'],
    ['/llms.txt', 'text/plain'],
    ['/favicon.svg', 'image/svg+xml'],
    ['/social.png', 'image/png'],
    ['/robots.txt', 'text/plain'],
  ] as const) {
    const response = await request.get(path);
    expect(response.status(), path).toBe(200);
    expect(response.headers()['content-type'], path).toContain(type);
  }
  const sitemap = await (await request.get('/sitemap-0.xml')).text();
  expect(sitemap).toContain('/en/slides/one-request/');
  expect(sitemap).not.toContain('/present/');
  const llms = await (await request.get('/llms.txt')).text();
  expect(llms).toContain('One request, a very long response');
  expect(llms).toContain('/es/one-request/');
});

test('search finds the chapter by keyboard', async ({ page }) => {
  await page.goto('/en/');
  await page.keyboard.press('Control+k');
  const box = page.getByRole('dialog').locator('input');
  await expect(box).toBeFocused();
  // Words of its title: other chapters have chunks as well.
  await box.fill('very long response');
  await expect(page.getByRole('dialog').getByRole('status')).toContainText(/\d+ results/);
  await expect(page.getByRole('option').first()).toContainText('One request');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/en\/one-request\//);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the chapter can be read whole', async ({ page, stage }) => {
    await page.goto(chapters.en);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('main').locator('figure.code:visible').first()).toBeVisible();
    await expect(stage).toContainText('curl -N');
    await expect(stage.getByRole('button', { name: 'Start' })).toBeHidden();
    await stage.locator('[data-drawer=server] summary').click();
    await expect(stage.locator('[data-drawer=server] pre')).toBeVisible();
    await expect(page.locator('[data-copy]:visible')).toHaveCount(0);
  });

  test('the theme follows the system', async ({ page }) => {
    const background = async (colorScheme: 'light' | 'dark') => {
      await page.emulateMedia({ colorScheme });
      await page.goto(chapters.en);
      return page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor);
    };
    expect(await background('light')).not.toBe(await background('dark'));
  });
});
