import { chapters, expect, startStage, test, watchViolations } from './course.ts';

const pages = ['/en/', '/es/', chapters.en, chapters.es, '/en/nothing-here/'];

for (const path of pages) {
  test(`${path} breaks no policy and asks no third party`, async ({ page, companion }) => {
    const violations = await watchViolations(page);
    const own = new Set(Object.values(companion.origins).map((origin) => new URL(origin).origin));
    const foreign: string[] = [];
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith('http') && !own.has(url.origin)) foreign.push(request.url());
    });
    await page.goto(path, { waitUntil: 'load' });
    // The home page's stage starts by itself; the chapter's on demand. Both stream under the policy.
    const stage = page.locator('sse-demo').first();
    if ((await stage.count()) > 0) {
      if ((await stage.getAttribute('data-variant')) === 'article') await startStage(stage);
      else await stage.scrollIntoViewIfNeeded();
      await expect(stage.locator('[data-view] li').first()).toBeVisible();
    }
    expect(violations).toEqual([]);
    expect(foreign).toEqual([]);
  });
}

test('the policy allows no inline script and connects to the labs only', async ({
  page,
  companion,
  request,
}) => {
  const response = await request.get(chapters.en);
  const header = response.headers()['content-security-policy'] ?? '';
  const meta =
    /http-equiv="content-security-policy" content="([^"]*)"/i.exec(await response.text())?.[1] ??
    '';
  const both = `${header}; ${meta}`;
  expect(both).toMatch(/script-src [^;]*'sha256-/);
  expect(both).not.toMatch(/script-src [^;]*'unsafe-inline'/);
  expect(header).toContain(
    `connect-src 'self' ${companion.origins.lab} ${companion.origins.labTls}`,
  );
  expect(header).toContain("frame-ancestors 'none'");

  await page.goto(chapters.en);
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.body.append(script);
    return 'injected' in window;
  });
  expect(ran).toBe(false);
});

test('text from a stream is shown as text', async ({ page }) => {
  await page.route('**/first-stream/events', (route) =>
    route.fulfill({
      contentType: 'text/event-stream',
      headers: { 'access-control-allow-origin': '*' },
      body: 'data: {"count":1,"at":"<img src=x onerror=alert(1)>"}\n\n',
    }),
  );
  await page.goto(chapters.en);
  const stage = page.locator('sse-demo');
  await stage.getByRole('button', { name: 'Start' }).click();
  await expect(stage.locator('[data-view] li').first()).toContainText('<img');
  await expect(stage.locator('img')).toHaveCount(0);
});
