import type { Locator, Page } from '@playwright/test';
import { readSettings } from '../../src/origins.ts';
import { startDemoAlone } from '../../src/server/run-demo.ts';
import { expect, openDrawer, test as base } from './course.ts';

const test = base.extend<{ stage: Locator }>({
  stage: async ({ page }, use) => use(page.locator('sse-demo#four-ways')),
});

type Way = 'ask' | 'poll' | 'long-poll' | 'events';

const cell = (within: Page | Locator, name: string, way: Way) =>
  within.locator(`[data-${name}-of="${way}"]`);
const list = (within: Page | Locator, way: Way) => cell(within, 'list', way).getByRole('listitem');
const publish = (stage: Locator) => stage.getByRole('button', { name: 'Publish one now' }).click();
const numberIn = async (output: Locator) =>
  Number.parseFloat(((await output.textContent()) ?? '').replaceAll(',', ''));

type Knobs = { news?: '0' | '1' | '3' | '10'; poll?: '1' | '2' | '5' | '10' };

/** Starts the demo with its knobs turned. Without a wish: no news but the reader's, a poll a second. */
async function start(page: Page, stage: Locator, { news = '0', poll = '1' }: Knobs = {}) {
  await page.goto('/en/four-ways/');
  await begin(stage, { news, poll });
}

async function begin(stage: Locator, { news = '0', poll = '1' }: Knobs = {}) {
  await stage.getByRole('button', { name: /^(Start|Iniciar)$/ }).click();
  await stage.getByLabel(/^(News every|Noticias cada)/).selectOption(news);
  await stage.getByLabel(/^(Poll every|Polling cada)/).selectOption(poll);
  await expect(stage.locator('[data-state]')).toHaveText(/open|abierto/);
}

test.describe('four ways', () => {
  test('each empty poll is one more request, while the stream stays at one', async ({
    page,
    stage,
  }) => {
    await start(page, stage);
    for (const least of [3, 5]) {
      const polls = await settledPolls(stage, least);
      expect(polls.requests).toBe(polls.empty);
      await expect(cell(stage, 'requests', 'events')).toHaveText('1');
    }
    expect(await numberIn(cell(stage, 'requests', 'long-poll'))).toBeLessThan(3);
    await expect(cell(stage, 'requests', 'ask')).toHaveText('–');
  });

  test('a new item reaches the stream and the long poll at once, polling later, by hand when asked', async ({
    page,
    stage,
  }) => {
    await start(page, stage, { poll: '10' });
    // The first two are two seconds apart: the knob turns the pause that follows.
    await expect(cell(stage, 'requests', 'poll')).toHaveText('2');
    await publish(stage);
    for (const way of ['events', 'long-poll'] as const) {
      await expect(list(stage, way)).toHaveText(/^Zoe logged in 0\.\d\d s$/);
    }
    expect(await list(stage, 'poll').count()).toBe(0);
    await expect(list(stage, 'poll')).toHaveText(/^Zoe logged in \d\.\d\d s$/, { timeout: 12_000 });
    expect(await numberIn(cell(stage, 'delay', 'poll'))).toBeGreaterThan(1);
    await expect(cell(stage, 'news', 'ask')).toHaveText('0');
    await stage.getByRole('button', { name: 'Ask by hand' }).click();
    await expect(list(stage, 'ask')).toHaveText(/^Zoe logged in \d+\.\d\d s$/);
    await expect(cell(stage, 'requests', 'ask')).toHaveText('1');
    await expect(cell(stage, 'requests', 'events')).toHaveText('1');
  });

  test('polling is late by about half its interval, the stream is not', async ({ page, stage }) => {
    await start(page, stage, { news: '1', poll: '2' });
    await expect(cell(stage, 'news', 'poll')).toHaveText(/^1[0-9]$/, { timeout: 25_000 });
    const mean = await numberIn(cell(stage, 'delay', 'poll'));
    expect(mean).toBeGreaterThan(0.5);
    expect(mean).toBeLessThan(1.5);
    // By far less, however busy the machine is.
    expect(await numberIn(cell(stage, 'delay', 'events'))).toBeLessThan(mean / 3);
    expect(await numberIn(cell(stage, 'delay', 'long-poll'))).toBeLessThan(mean / 2);
    // A request for every item, and one that waits.
    const items = await numberIn(cell(stage, 'news', 'long-poll'));
    expect(await numberIn(cell(stage, 'requests', 'long-poll'))).toBeGreaterThanOrEqual(items);
    await expect(cell(stage, 'requests', 'events')).toHaveText('1');
  });

  test('with rare news most polls are empty', async ({ page, stage }) => {
    await start(page, stage, { news: '10', poll: '2' });
    // Eight polls take fifteen seconds, in which at most three items come.
    await expect
      .poll(() => numberIn(cell(stage, 'requests', 'poll')), { timeout: 25_000 })
      .toBeGreaterThanOrEqual(8);
    expect(await numberIn(cell(stage, 'empty', 'poll'))).toBeGreaterThanOrEqual(4);
  });

  test('an empty poll costs several times less over HTTP/2', async ({ page, stage }) => {
    await start(page, stage);
    const http1 = await bytesOfAPoll(stage);
    await stage.getByRole('button', { name: 'Stop' }).click();
    await stage.getByText('HTTP/2', { exact: true }).click();
    await begin(stage);
    const http2 = await bytesOfAPoll(stage);
    expect(http1).toBeGreaterThan(750);
    expect(http1).toBeLessThan(950);
    expect(http2).toBeGreaterThan(100);
    expect(http2).toBeLessThan(180);
  });

  test('Chromium’s first HTTP/2 frame switches server push off', async ({ page, stage }) => {
    await page.goto('/en/four-ways/');
    await stage.getByText('HTTP/2', { exact: true }).click();
    await begin(stage);
    await expect(
      stage.locator('.wire-row.kind-frame.from-browser').filter({ hasText: 'SETTINGS' }).first(),
    ).toContainText('ENABLE_PUSH = 0');
  });

  test('in Spanish it speaks Spanish, with a decimal comma', async ({ page, stage }) => {
    await page.goto('/es/four-ways/');
    await begin(stage);
    await stage.getByRole('button', { name: 'Publicar ya' }).click();
    await expect(list(stage, 'events')).toHaveText(/^Zoe entró 0,0\d s$/);
  });

  test('Stop ends all four, and takes the controls away', async ({ page, stage }) => {
    await start(page, stage);
    await settledPolls(stage, 2);
    const open = new Set<string>();
    page.on('request', (request) => open.add(request.url()));
    await stage.getByRole('button', { name: 'Stop' }).click();
    await expect(stage.getByRole('button', { name: 'Publish one now' })).toBeDisabled();
    await expect(stage.locator('.wire-row.kind-closed')).toHaveCount(2);
    await expect(cell(stage, 'state', 'long-poll')).toHaveText('');
    expect([...open].filter((url) => url.includes('poll'))).toEqual([]);
  });
});

test.describe('four ways, broken', () => {
  test.beforeEach(async ({ page, stage }) => {
    await start(page, stage);
    await openDrawer(stage, 'break');
    await expect(cell(stage, 'requests', 'long-poll')).toHaveText('1');
  });

  test('Cut: Chromium sends the long poll again by itself, the stream after its pause, and nobody misses anything', async ({
    stage,
  }) => {
    // The first question had a connection of its own; from the second on they are used again.
    await publish(stage);
    await expect(list(stage, 'long-poll')).toHaveCount(1);
    const asked = await heldPolls(stage);
    await stage.getByRole('button', { name: 'Cut the connection' }).click();
    await expect(cell(stage, 'requests', 'long-poll')).toHaveText(String(asked + 1));
    await expect(cell(stage, 'state', 'events')).toHaveText(/The browser asks again/);
    for (const way of ['poll', 'long-poll'] as const) {
      await expect(cell(stage, 'state', way)).toHaveText('');
    }
    await publish(stage);
    for (const way of ['poll', 'long-poll', 'events'] as const) {
      await expect(list(stage, way)).toHaveText([/Zoe/, /Zoe/]);
    }
    await expect(stage.locator('[data-detail]')).toContainText(/again, after [23]\.\d s/);
  });

  test('Stall: polling goes on, the long poll gives up and asks again, the stream knows nothing', async ({
    stage,
  }) => {
    await stage.getByRole('button', { name: 'Stall' }).click();
    await expect(stage.getByRole('button', { name: 'Let it flow' })).toBeVisible();
    await publish(stage);
    await expect(list(stage, 'poll')).toHaveText(/Zoe/);
    expect(await list(stage, 'long-poll').count()).toBe(0);
    await expect(list(stage, 'long-poll')).toHaveText(/Zoe/, { timeout: 20_000 });
    expect(await list(stage, 'events').count()).toBe(0);
    await expect(stage.locator('[data-state]')).toHaveText('open');
    await stage.getByRole('button', { name: 'Let it flow' }).click();
    await expect(list(stage, 'events')).toHaveText(/Zoe/);
  });

  test('Hold: what comes ten seconds late still says that it was handed over at once', async ({
    stage,
  }) => {
    await stage.getByRole('button', { name: 'Hold 10 s' }).click();
    await expect(stage.locator('.wire-row.kind-fault').filter({ hasText: /Hold/i })).toBeVisible();
    await publish(stage);
    await expect(list(stage, 'poll')).toHaveText(/Zoe/);
    expect(await list(stage, 'events').count()).toBe(0);
    await expect(list(stage, 'events')).toHaveText(/^Zoe logged in 0\.\d\d s$/, {
      timeout: 12_000,
    });
  });

  test('Answer 500: the stream is closed for good, the others go on', async ({ stage }) => {
    await stage.getByRole('button', { name: 'Answer 500' }).click();
    await expect(cell(stage, 'state', 'events')).toHaveText('Closed for good. Nobody asks again.');
    await publish(stage);
    await expect(list(stage, 'poll')).toHaveText(/Zoe/);
    await expect(list(stage, 'long-poll')).toHaveText(/Zoe/);
    expect(await list(stage, 'events').count()).toBe(0);
  });
});

/** What the empty polls have cost, once there are so many and nothing of them is still on its way. */
async function settledPolls(stage: Locator, least: number) {
  const read = async () => ({
    requests: await numberIn(cell(stage, 'requests', 'poll')),
    empty: await numberIn(cell(stage, 'empty', 'poll')),
    bytes: await numberIn(cell(stage, 'bytes', 'poll')),
  });
  let polls = await read();
  const isSettled = async () => {
    const before = polls;
    polls = await read();
    return polls.empty >= least && JSON.stringify(polls) === JSON.stringify(before);
  };
  // Between two polls, a second apart, it has to be looked at twice.
  await expect.poll(isSettled, { intervals: [150] }).toBe(true);
  return polls;
}

/** Bytes of one empty poll, from the difference that three or more make. */
async function bytesOfAPoll(stage: Locator): Promise<number> {
  const first = await settledPolls(stage, 2);
  const later = await settledPolls(stage, first.requests + 3);
  return (later.bytes - first.bytes) / (later.requests - first.requests);
}

/** How often the long poll has asked, once it has asked again after its first item. */
async function heldPolls(stage: Locator): Promise<number> {
  const requests = cell(stage, 'requests', 'long-poll');
  await expect(requests).not.toHaveText('1');
  return numberIn(requests);
}

test('alone, the four run as well, with the server’s count', async ({ page }) => {
  const settings = readSettings({ PORT: '0', LAB_PORT: '0', LAB_TLS_PORT: '0' });
  const demo = await startDemoAlone('four-ways', settings);
  await page.goto(demo.origin);
  await page.getByRole('button', { name: 'Publish one now' }).click();
  for (const way of ['events', 'long-poll', 'poll'] as const) {
    await expect(list(page, way).filter({ hasText: 'Zoe' })).toHaveCount(1);
  }
  await expect(cell(page, 'requests', 'poll')).toHaveText(/^\d+$/);
  await expect(cell(page, 'requests', 'events')).toHaveText('1');
  const bytes = cell(page, 'bytes', 'events');
  await expect.poll(() => numberIn(bytes)).toBeGreaterThan(300);
  await demo.close();
});
