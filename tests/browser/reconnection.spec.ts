// Chapter "When the line drops": what it tells the reader to do, and what it says of browsers.
import type { Locator, Page } from '@playwright/test';
import { expect, openDrawer, test } from './course.ts';
import { endAfter, serveScript, type Answer, type ScriptedServer } from './scripted-server.ts';

const chapter = '/en/reconnection/';

type Run = { ids?: string; retry?: string; keep?: string; cut?: string };

const sum = (stage: Locator, name: string) => stage.locator(`[data-sum=${name}]`);

async function startDemo(page: Page): Promise<Locator> {
  await page.goto(chapter);
  const stage = page.locator('sse-demo#resume');
  await stage.getByRole('button', { name: 'Start' }).click();
  await expect(stage.locator('.beads .received').first()).toBeVisible();
  return stage;
}

/** Chooses what the reader would choose, and begins a new run with it. */
async function newRun(stage: Locator, { ids, retry, keep, cut }: Run): Promise<void> {
  if (ids) await stage.getByLabel('IDs').selectOption(ids);
  if (retry) await stage.getByLabel('retry:').selectOption(retry);
  if (keep) await stage.getByLabel('the server keeps').selectOption(keep);
  if (cut) await stage.getByLabel('cut after event', { exact: true }).fill(cut);
  await stage.getByRole('button', { name: 'New run' }).click();
}

/** Waits until the account has come to a number, however it got there. */
async function untilSent(stage: Locator, number: number): Promise<void> {
  await expect
    .poll(async () => Number(await sum(stage, 'sent').textContent()), { timeout: 20_000 })
    .toBeGreaterThanOrEqual(number);
}

test.describe('the account of a run', () => {
  test('without IDs, what is published while the line is down is lost', async ({ page }) => {
    const stage = await startDemo(page);
    await expect(stage.getByText('Lost: 6 to 8.')).toBeVisible({ timeout: 15_000 });
    await expect(sum(stage, 'lost')).toHaveText('3');
    await expect(stage.locator('.beads .lost')).toHaveText(['6 lost', '7 lost', '8 lost']);
    await expect(stage.locator('.beads .down')).toHaveText('line down');
  });

  test('with IDs nothing is lost, and the request says why', async ({ page }) => {
    const stage = await startDemo(page);
    await newRun(stage, { ids: 'on', retry: '1000', cut: '2' });
    await untilSent(stage, 4);
    await expect(sum(stage, 'lost')).toHaveText('0');
    await expect(sum(stage, 'repeated')).toHaveText('0');
    const heads = stage.locator('.wire-row').filter({ hasText: 'request head' });
    await expect(heads.filter({ hasText: 'Last-Event-ID: 2' })).toHaveCount(1);
    await expect(stage.locator('[data-detail]')).toContainText(/again, after 1\.\d s.*2/);
  });

  test('a shorter reconnection time loses less, but still loses', async ({ page }) => {
    const stage = await startDemo(page);
    await newRun(stage, { ids: 'off', retry: '1000', cut: '1' });
    await expect(stage.locator('.beads .lost').first()).toBeVisible();
    expect(Number(await sum(stage, 'lost').textContent())).toBeLessThan(3);
  });

  test('coarse IDs repeat what had arrived', async ({ page }) => {
    const stage = await startDemo(page);
    await newRun(stage, { ids: 'coarse', retry: '1000', cut: '2' });
    await expect(stage.locator('.beads .repeated')).toHaveText(['1 again', '2 again']);
    await expect(sum(stage, 'repeated')).toHaveText('2');
    await expect(sum(stage, 'lost')).toHaveText('0');
  });

  test('a buffer that does not reach back is a reset, and the rest of it', async ({ page }) => {
    const stage = await startDemo(page);
    await newRun(stage, { ids: 'on', retry: '10000', keep: '5', cut: '1' });
    await expect(stage.locator('.beads .reset')).toBeVisible({ timeout: 20_000 });
    await expect(stage.getByText('Lost: 2 to 6.')).toBeVisible();
    await expect(sum(stage, 'lost')).toHaveText('5');
  });

  test('a new object forgets the ID; the address can carry it', async ({ page }) => {
    const stage = await startDemo(page);
    await newRun(stage, { ids: 'on', cut: '99' });
    await stage.getByRole('button', { name: 'as a new object' }).click();
    await expect(sum(stage, 'lost')).toHaveText('3', { timeout: 10_000 });
    const next = Number(await sum(stage, 'sent').textContent()) + 4;
    await stage.getByLabel('with the ID in its address').check();
    await stage.getByRole('button', { name: 'as a new object' }).click();
    await untilSent(stage, next);
    await expect(sum(stage, 'lost')).toHaveText('3');
  });

  test('a response that ends is a dropped line like any other', async ({ page }) => {
    const stage = await startDemo(page);
    await newRun(stage, { ids: 'on', retry: '1000', cut: '99' });
    await expect(stage.locator('.beads .received')).toHaveCount(1);
    await openDrawer(stage, 'break');
    await stage.getByRole('button', { name: 'End the response' }).click();
    await expect(stage.locator('.beads .down')).toBeVisible();
    await untilSent(stage, 4);
    await expect(sum(stage, 'lost')).toHaveText('0');
  });

  test('the reader cuts the line after the next event, over HTTP/2 too', async ({ page }) => {
    await page.goto(chapter);
    const stage = page.locator('sse-demo#resume');
    await stage.getByText('HTTP/2', { exact: true }).click();
    await stage.getByRole('button', { name: 'Start' }).click();
    await newRun(stage, { ids: 'on', retry: '1000', cut: '99' });
    await expect(stage.locator('.beads .received')).toHaveCount(1);
    await stage.getByRole('button', { name: 'Cut after the next event' }).click();
    await expect(stage.locator('.beads .down')).toBeVisible();
    await untilSent(stage, 4);
    await expect(sum(stage, 'lost')).toHaveText('0');
  });

  test('Stop leaves the account, and its controls rest', async ({ page }) => {
    const stage = await startDemo(page);
    await stage.getByRole('button', { name: 'Stop' }).click();
    await expect(stage.getByRole('button', { name: 'New run' })).toBeDisabled();
    await expect(sum(stage, 'received')).not.toHaveText('0');
  });

  test('speaks Spanish on the Spanish page', async ({ page }) => {
    await page.goto('/es/reconnection/');
    const stage = page.locator('sse-demo#resume');
    await stage.getByRole('button', { name: 'Iniciar' }).click();
    await expect(stage.getByRole('button', { name: 'Nueva serie' })).toBeEnabled();
    await stage.getByRole('button', { name: 'Volver a los 3 s' }).click();
    await expect(stage.getByText(/Se cortó la línea/)).toBeVisible();
  });
});

test.describe('Chromium', () => {
  let server: ScriptedServer;

  /** Opens one EventSource, on a page of the server itself. */
  async function openStream(page: Page, answer: Answer): Promise<void> {
    server = await serveScript(answer);
    await page.goto(server.origin);
    await page.evaluate(() => {
      const source = new EventSource('/events');
      // A listener keeps it from being collected.
      source.onmessage = () => {};
    });
  }

  const untilRequests = (count: number) =>
    expect.poll(() => server.requests.length, { timeout: 15_000 }).toBeGreaterThanOrEqual(count);

  /** Milliseconds between one request and the next. */
  const gaps = () =>
    server.requests.slice(1).map(({ at }, index) => at - server.requests[index]!.at);

  test.afterEach(() => server.close());

  test('retry holds as soon as its line is read, without a blank line', async ({ page }) => {
    await openStream(page, (res) => endAfter(res, 'retry: 200\n'));
    await untilRequests(3);
    for (const gap of gaps()) expect(gap).toBeGreaterThan(190);
    expect(Math.min(...gaps())).toBeLessThan(1500);
  });

  test('retry with anything but digits is ignored', async ({ page }) => {
    await openStream(page, (res) => endAfter(res, 'retry: 200\nretry: 10s\nretry: 1e3\n\n'));
    await untilRequests(3);
    expect(Math.min(...gaps())).toBeLessThan(900);
  });

  test('retry: 0 makes it ask again and again', async ({ page }) => {
    await openStream(page, (res) => endAfter(res, 'retry: 0\n\n'));
    await untilRequests(50);
    const sorted = gaps().toSorted((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(300);
  });

  test('failed attempts follow each other after the same pause', async ({ page }) => {
    await openStream(page, (res, request) =>
      request === 1 ? endAfter(res, 'retry: 300\n\n') : void res.destroy(),
    );
    await untilRequests(9);
    const sorted = gaps().toSorted((a, b) => a - b);
    expect(sorted[0]).toBeGreaterThan(250);
    // With a back-off of any kind the eighth would be far behind the first.
    expect(sorted[5]).toBeLessThan(900);
  });

  const five = 'id: 5\ndata: x\n\n';
  const long = 'x'.repeat(4000);
  for (const [name, body, expected] of [
    ['the ID of the last event comes back, on a reconnection only', five, '5'],
    ['an event without an ID leaves it as it is', `${five}data: y\n\n`, '5'],
    [
      'an event that was cut in half does not change the last event ID',
      `${five}id: 6\ndata: y\n`,
      '5',
    ],
    ['an empty id clears it, and no header is sent', `${five}id:\ndata: y\n\n`, undefined],
    ['an id without data sets it, in Chromium', `${five}id: 7\n\n`, '7'],
    ['the ID travels as UTF-8', 'id: ñ😀\ndata: x\n\n', 'ñ😀'],
    ['an ID of 4,000 characters comes back whole', `id: ${long}\ndata: x\n\n`, long],
  ] as const) {
    test(name, async ({ page }) => {
      await openStream(page, (res) => endAfter(res, `retry: 50\n${body}`));
      await untilRequests(2);
      expect(server.requests[0]!.lastEventId).toBeUndefined();
      expect(server.requests[1]!.lastEventId).toBe(expected);
    });
  }

  test('a redirect carries the ID to any other origin', async ({ page }) => {
    const other = await serveScript((res) => endAfter(res, ': ok\n\n'));
    await openStream(page, (res, request) =>
      request === 1
        ? endAfter(res, 'retry: 50\nid: theirs\ndata: x\n\n')
        : void res.writeHead(307, { Location: `${other.origin}/events` }).end(),
    );
    await expect.poll(() => other.requests[0]?.lastEventId).toBe('theirs');
    await other.close();
  });
});
