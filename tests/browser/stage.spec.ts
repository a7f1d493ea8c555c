import { chapters, companionOnFreePorts, expect, openDrawer, startStage, test } from './course.ts';

test.describe('the stage', () => {
  test('opens no stream before Start is pressed', async ({ page, companion }) => {
    const streams: string[] = [];
    page.on('request', (request) => {
      if (
        request.resourceType() === 'eventsource' ||
        request.url().startsWith(companion.origins.lab)
      )
        streams.push(request.url());
    });
    await page.goto(chapters.en, { waitUntil: 'networkidle' });
    expect(streams).toEqual([]);
  });

  test('shows one event at once and the next after five seconds', async ({ page, stage }) => {
    await page.goto(chapters.en);
    const began = Date.now();
    await startStage(stage);
    expect(Date.now() - began).toBeLessThan(4500);
    await expect(stage.locator('[data-view] li')).toHaveCount(2, { timeout: 8000 });
    expect(Date.now() - began).toBeGreaterThan(4500);
    await expect(stage.locator('[data-state]')).toHaveText('open');
    await expect(stage.locator('.bead')).toHaveCount(2);
  });

  test('shows the bytes of HTTP/1.1: both heads, then a chunk for each event', async ({
    page,
    stage,
  }) => {
    await page.goto(chapters.en);
    await startStage(stage);
    const rows = stage.locator('.wire-row');
    await expect(rows.filter({ hasText: 'request head' })).toContainText(
      'Accept: text/event-stream',
    );
    await expect(rows.filter({ hasText: 'response head' })).toContainText(
      'Content-Type: text/event-stream',
    );
    const chunk = stage.locator('.wire-row.kind-chunk[data-event="1"] .wire-bytes');
    const event = await stage.locator('[data-view] li').first().textContent();
    // Line ends are labels on the page: without them the chunk is its size, its data and their ends.
    const bytes = ((await chunk.textContent()) ?? '').replaceAll(/CR|LF|\n/g, '');
    const data = /data: (.*)$/.exec(bytes)?.[1];
    expect(JSON.parse(data ?? '')).toMatchObject({ count: 1 });
    expect(event).toBe(data);
    await expect(stage.locator('[data-proof]')).toContainText(
      /^HTTP\/1\.1, connection \d+, by the server’s own record$/,
    );
  });

  test('shows decoded frames over HTTP/2', async ({ page, stage }) => {
    await page.goto(chapters.en);
    await stage.getByText('HTTP/2', { exact: true }).click();
    await startStage(stage);
    const rows = stage.locator('.wire-row.kind-frame');
    // Either side may send its SETTINGS first.
    await expect(
      rows.filter({ hasText: 'SETTINGS' }).filter({ hasText: 'MAX_CONCURRENT_STREAMS = 100' }),
    ).toBeVisible();
    await expect(rows.filter({ hasText: ':method: GET' })).toContainText(
      'accept: text/event-stream',
    );
    await expect(rows.filter({ hasText: ':status: 200' })).toContainText(
      'content-type: text/event-stream',
    );
    await expect(stage.locator('.wire-row[data-event="1"]')).toContainText('DATA');
    await expect(stage.locator('[data-proof]')).toContainText(
      /^HTTP\/2, connection \d+, by the server’s own record$/,
    );
  });

  test('Stop ends the stream, and Start begins a new one with an empty page', async ({
    page,
    stage,
  }) => {
    await page.goto(chapters.en);
    await startStage(stage);
    await stage.getByRole('button', { name: 'Stop' }).click();
    await expect(stage.locator('[data-detail]')).toHaveText('by Stop');
    await expect(stage.locator('.wire-row.kind-closed')).toContainText('the browser left');
    await startStage(stage);
    await expect(stage.locator('[data-view] li')).toHaveCount(1);
    await expect(stage.locator('.wire-row').filter({ hasText: 'request head' })).toHaveCount(1);
  });

  test('marks bytes and event together when either is pointed at', async ({ page, stage }) => {
    await page.goto(chapters.en);
    await startStage(stage);
    await expect(stage.locator('.wire-row[data-event="1"]')).toBeVisible();
    await stage.locator('[data-view] li').first().hover();
    await expect(stage.locator('.wire-row.linked')).toHaveAttribute('data-event', '1');
    await stage.locator('.wire-row[data-event="1"]').hover();
    await expect(stage.locator('[data-view] li.linked')).toHaveCount(1);
  });

  test('pauses the bytes and keeps what came meanwhile', async ({ page, stage }) => {
    await page.goto(chapters.en);
    await startStage(stage);
    await expect(stage.locator('.wire-row[data-event="1"]')).toBeVisible();
    await stage.getByRole('button', { name: 'Pause' }).click();
    await expect(stage.locator('[data-view] li')).toHaveCount(2, { timeout: 8000 });
    const resume = stage.getByRole('button', { name: 'Resume · 1' });
    await expect(resume).toBeVisible();
    await expect(stage.locator('.wire-row[data-event="2"]')).toHaveCount(0);
    await resume.click();
    await expect(stage.locator('.wire-row[data-event="2"]')).toBeVisible();
  });

  test('a link carries protocol and open drawer', async ({ page, stage, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(chapters.en);
    await stage.getByText('HTTP/2', { exact: true }).click();
    await openDrawer(stage, 'break');
    await stage.getByRole('button', { name: 'Copy a link to this demo' }).click();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    await page.goto('about:blank');
    await page.goto(link);
    await expect(stage.getByRole('radio', { name: 'HTTP/2' })).toBeChecked();
    await expect(stage.locator('[data-drawer=break]')).toHaveAttribute('open', '');
    await expect(stage.locator('[data-drawer=server]')).not.toHaveAttribute('open', '');
  });

  test('shows both halves of the demo as they are in the repository', async ({ page, stage }) => {
    await page.goto(chapters.en);
    const server = await openDrawer(stage, 'server');
    await expect(server.locator('pre')).toContainText("'text/event-stream'");
    const client = await openDrawer(stage, 'client');
    await expect(client.locator('pre')).toContainText('new EventSource(');
  });

  test('is reached and run by keyboard alone', async ({ page, stage }) => {
    await page.goto(chapters.en);
    await stage.getByRole('button', { name: 'Start' }).focus();
    await page.keyboard.press('Enter');
    await expect(stage.locator('[data-view] li').first()).toBeVisible();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('ArrowRight');
    await expect(stage.locator('[data-proof]')).toContainText('HTTP/2');
  });
});

test.describe('faults', () => {
  test.beforeEach(async ({ page, stage }) => {
    await page.goto(chapters.en);
    await startStage(stage);
    await openDrawer(stage, 'break');
  });

  for (const fault of ['Cut the connection', 'End the response']) {
    test(`${fault}: the browser comes back by itself`, async ({ stage }) => {
      await stage.getByRole('button', { name: fault }).click();
      await expect(stage.locator('[data-state]')).toHaveText('connecting');
      await expect(stage.locator('[data-detail]')).toContainText(/again, after [23]\.\d s/);
      await expect(stage.locator('.wire-row').filter({ hasText: 'request head' })).toHaveCount(2);
    });
  }

  test('End the response over HTTP/1.1 is the last chunk', async ({ stage }) => {
    await stage.getByRole('button', { name: 'End the response' }).click();
    await expect(stage.locator('.wire-row.kind-last-chunk')).toContainText('0');
  });

  for (const [fault, bytes] of [
    ['Answer 204', '204 No Content'],
    ['Answer 500', '500 Internal Server Error'],
    ['Wrong content type', 'text/plain'],
  ] as const) {
    test(`${fault}: the browser gives up for good`, async ({ stage }) => {
      await stage.getByRole('button', { name: fault }).click();
      await expect(stage.locator('[data-detail]')).toHaveText(
        'for good: the browser will not try again',
      );
      await expect(stage.locator('.wire-row.kind-response-head').last()).toContainText(bytes);
      // One press begins anew.
      await startStage(stage);
      await expect(stage.locator('[data-state]')).toHaveText('open');
    });
  }

  test('Stall stops the bytes until they are let flow', async ({ stage }) => {
    await stage.getByRole('button', { name: 'Stall' }).click();
    const flow = stage.getByRole('button', { name: 'Let it flow' });
    await expect(flow).toBeVisible();
    await flow.click();
    await expect(stage.getByRole('button', { name: 'Stall' })).toBeVisible();
    await expect(stage.locator('[data-view] li')).toHaveCount(2, { timeout: 8000 });
  });

  test('Hold keeps ten seconds back and lets them go at once', async ({ stage }) => {
    await stage.getByRole('button', { name: 'Hold 10 s' }).click();
    const rows = stage.locator('.wire-row.kind-chunk');
    await expect(rows.nth(2)).toBeVisible({ timeout: 14_000 });
    const times = await rows.locator('.wire-time').allTextContents();
    const seconds = times.map((time) => Number.parseFloat(time.slice(1)));
    expect(seconds[2]! - seconds[1]!).toBeLessThan(1);
    expect(seconds[1]! - seconds[0]!).toBeGreaterThan(9);
  });
});

test.describe('without a companion', () => {
  test('the stage says so and plays a labelled recording', async ({ page, stage }) => {
    await page.route('**/api/**', (route) => route.abort('connectionrefused'));
    await page.goto(chapters.en);
    await stage.getByRole('button', { name: 'Start' }).click();
    await expect(stage.locator('[data-notice]')).toContainText('npm start');
    await expect(stage).toHaveAttribute('data-recording', /^Recording of /);
    await expect(stage.locator('[data-view] li').first()).toBeVisible();
    await expect(stage.locator('.wire-row.kind-chunk').first()).toContainText('data: {');
    await stage.getByRole('button', { name: 'Stop' }).click();
    await expect(stage).not.toHaveAttribute('data-recording');
  });

  test('a server that has gone before Start is announced, not waited for', async ({ page }) => {
    const gone = await companionOnFreePorts();
    await page.goto(gone.origins.site + chapters.es);
    await gone.close();
    await page.getByRole('button', { name: 'Iniciar' }).click();
    await expect(page.locator('[data-notice]').first()).toContainText('npm start');
    await expect(page.getByRole('button', { name: 'Iniciar' })).toBeVisible();
  });

  test('a companion that goes while streaming is announced, and found again when it is back', async ({
    page,
  }) => {
    const first = await companionOnFreePorts();
    const { site, lab, labTls } = first.origins;
    await page.goto(site + chapters.en);
    const stage = page.locator('sse-demo#first-stream');
    await startStage(stage);
    await first.close();
    await expect(stage.locator('[data-notice]')).toContainText('The course’s server has gone');
    await expect(stage.locator('[data-state]')).toHaveText('connecting');
    const port = (origin: string) => new URL(origin).port;
    const second = await companionOnFreePorts({
      PORT: port(site),
      LAB_PORT: port(lab),
      LAB_TLS_PORT: port(labTls),
    });
    await expect(stage.locator('[data-state]')).toHaveText('open', { timeout: 15_000 });
    await expect(stage.locator('[data-notice]')).toBeHidden();
    await second.close();
  });
});
