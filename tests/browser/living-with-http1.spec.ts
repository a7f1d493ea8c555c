// What the chapter "Living with HTTP/1.1" says of one stream for all tabs, with several real tabs.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext, Locator } from '@playwright/test';
import { readSettings } from '../../src/origins.ts';
import { startDemoAlone } from '../../src/server/run-demo.ts';
import { expect, test as base } from './course.ts';
import { openWindow } from './window.ts';

type Way = 'own' | 'worker' | 'leader';

/** Where the demo is, and how many streams its server counts for a reader. */
type Demo = { lab: string; count: (reader: string) => Promise<number> };

const test = base.extend<{ demo: Demo }>({
  demo: async ({ companion }, use) => use(demoAt(`${companion.origins.lab}/one-for-all-tabs`)),
});

const demoAt = (lab: string): Demo => ({
  lab,
  count: async (reader) => (await (await fetch(`${lab}/count?reader=${reader}`)).json()) as number,
});

/** Opens the chapter in a tab of its own, and presses Start. */
async function openTab(context: BrowserContext): Promise<Locator> {
  const page = await context.newPage();
  await page.goto('/en/living-with-http1/');
  const stage = page.locator('sse-demo#one-for-all-tabs');
  await stage.getByRole('button', { name: 'Start' }).click();
  await expect(stage.locator('.check')).toContainText('received');
  return stage;
}

async function openTabs(context: BrowserContext, way: Way): Promise<Locator[]> {
  const first = await openTab(context);
  await first.getByLabel('The tabs use').selectOption(way);
  return [first, await openTab(context), await openTab(context)];
}

const role = (tab: Locator) => tab.locator('[data-role]');
const streams = (tab: Locator) => tab.locator('[data-streams]');
const readerOf = (tab: Locator): Promise<string> =>
  tab.evaluate(() => localStorage.getItem('one-for-all-tabs reader')!);

/** The number of the latest event that a tab has. */
const latest = async (tab: Locator) =>
  Number.parseInt((await tab.locator('.events li').last().textContent()) ?? '');

/** Waits until every tab has heard a number beyond those of all; nothing lost, nothing twice. */
async function goOn(tabs: Locator[], by = 2): Promise<void> {
  const goal = Math.max(...(await Promise.all(tabs.map(latest)))) + by;
  for (const tab of tabs) {
    await expect.poll(() => latest(tab), { timeout: 20_000 }).toBeGreaterThanOrEqual(goal);
    await expect(tab.locator('.check')).toContainText(', 0 lost, 0 repeated');
  }
}

/** Ends the tab's process without a word. */
async function crash(tab: Locator): Promise<void> {
  const page = tab.page();
  const crashed = page.waitForEvent('crash');
  void page.goto('chrome://crash').catch(() => {});
  await crashed;
}

test('three tabs with a stream each are three streams', async ({ context, demo }) => {
  const tabs = await openTabs(context, 'own');
  for (const tab of tabs) await expect(streams(tab)).toHaveText('3');
  await expect(tabs[0]!.locator('[data-tabs]')).toHaveText('3');
  const reader = await readerOf(tabs[0]!);
  await expect.poll(() => demo.count(reader)).toBe(3);
});

test('three tabs hear one stream of a shared worker, and the last one closes it', async ({
  context,
  demo,
}) => {
  const tabs = await openTabs(context, 'worker');
  await goOn(tabs);
  for (const tab of tabs) {
    await expect(role(tab)).toHaveText('hears the shared worker');
    await expect(streams(tab)).toHaveText('1');
  }
  // The tab that brought the worker its address goes, and the stream goes on.
  const [first, second, third] = tabs as [Locator, Locator, Locator];
  await first.page().close();
  await goOn([second, third]);
  await crash(second);
  await goOn([third]);
  await expect(third.locator('[data-tabs]')).toHaveText('1');
  const reader = await readerOf(third);
  await expect.poll(() => demo.count(reader)).toBe(1);
  await third.getByRole('button', { name: 'Stop' }).click();
  await expect.poll(() => demo.count(reader)).toBe(0);
});

test('the tab that started the worker crashes, and the others get another worker', async ({
  context,
  demo,
}) => {
  const [first, ...others] = await openTabs(context, 'worker');
  await goOn([first!, ...others]);
  await crash(first!);
  await goOn(others);
  const reader = await readerOf(others[0]!);
  await expect.poll(() => demo.count(reader)).toBe(1);
  for (const tab of others) await tab.page().close();
  await expect.poll(() => demo.count(reader)).toBe(0);
});

test('the leader closes, the next one crashes: another takes over, and nothing is lost', async ({
  context,
  demo,
}) => {
  const tabs = await openTabs(context, 'leader');
  await goOn(tabs);
  const [first, second, third] = tabs as [Locator, Locator, Locator];
  await expect(role(first)).toContainText('leader, has the stream');
  for (const tab of [second, third]) await expect(role(tab)).toContainText('follower');
  for (const tab of tabs) await expect(streams(tab)).toHaveText('1');

  const reader = await readerOf(first);
  await first.page().close();
  await expect(role(second)).toContainText('leader, has the stream');
  await expect(second.getByRole('log', { name: 'What this tab has been' })).toContainText(
    /leader, asks for what came after \d+/,
  );
  await goOn([second, third]);
  await expect.poll(() => demo.count(reader)).toBe(1);
  await crash(second);
  await expect(role(third)).toContainText('leader, has the stream');
  await goOn([third]);
  await third.page().close();
  await expect.poll(() => demo.count(reader)).toBe(0);
});

test('all tabs follow the choice of one, and lose nothing by it', async ({ context }) => {
  const tabs = await openTabs(context, 'leader');
  for (const [at, way] of (['worker', 'own', 'worker', 'leader'] as const).entries()) {
    await tabs[at % 3]!.getByLabel('The tabs use').selectOption(way);
    await goOn(tabs);
    for (const tab of tabs) await expect(streams(tab)).toHaveText(way === 'own' ? '3' : '1');
  }
});

test.describe('alone', () => {
  let demo: Demo & { close: () => Promise<void> };
  test.beforeAll(async () => {
    const ports = { PORT: '0', LAB_PORT: '0', LAB_TLS_PORT: '0' };
    const { origin, close } = await startDemoAlone('one-for-all-tabs', readSettings(ports));
    demo = { ...demoAt(origin), close };
  });
  test.afterAll(() => demo.close());

  test('a link opens the next tab, and its worker is a module of the demo', async ({ context }) => {
    const page = await context.newPage();
    await page.goto(demo.lab);
    await page.getByLabel('The tabs use').selectOption('worker');
    const opened = context.waitForEvent('page');
    await page.getByRole('link', { name: 'Open another tab' }).click();
    const tabs = [page.locator('main'), (await opened).locator('main')];
    for (const tab of tabs) await expect(streams(tab)).toHaveText('1');
    await goOn(tabs);
    await expect(tabs[1]!.locator('[data-tabs]')).toHaveText('2');
  });

  test(
    'a hidden tab closes its stream, and has missed nothing when it is seen again',
    { tag: '@whole-browser' },
    async ({ browser }) => {
      const tabs = await openWindow(browser);
      const a = await tabs.open(demo.lab);
      await a.until(isReady);
      // With a leader it is the returning tab itself that asks for what it has missed.
      await a.run(choose('leader'));
      await a.run(`document.querySelector('[type=checkbox]').click()`);
      await a.until(`document.querySelector('[data-role]').textContent.startsWith('leader')`);
      await a.until(`document.querySelector('.check').textContent.includes('received')`);
      const reader = await a.run<string>(`localStorage.getItem('one-for-all-tabs reader')`);
      const b = await tabs.open(demo.lab);
      await b.until(isReady);
      await a.until(`document.hidden`);
      await a.until(`document.querySelector('[data-role]').textContent.startsWith('hidden')`);
      await b.until(`document.querySelectorAll('.events li').length > 3`);
      await expect.poll(() => demo.count(reader)).toBe(1);
      const before = await a.run<string>(lastLine);
      await a.show();
      await a.until(`${lastLine} !== ${JSON.stringify(before)}`);
      await a.until(`document.querySelectorAll('.events li').length > 4`);
      expect(await a.run(`document.querySelector('.check').textContent`)).toMatch(
        /^\d+ received, 0 lost, 0 repeated$/,
      );
      await tabs.close();
      await expect.poll(() => demo.count(reader)).toBe(0);
    },
  );
});

test('each host name of one server has six connections of its own', async ({ page }) => {
  const open = new Set<unknown>();
  const server = createServer((req, res) => {
    res.setHeader('Access-Control-Allow-Origin', '*');
    if (req.url !== '/events') return void res.end('<title>names</title>');
    open.add(res.on('close', () => open.delete(res)));
    res.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(': ok\n\n');
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  await page.goto(`http://localhost:${port}/`);
  await page.evaluate((port) => {
    const kept = (globalThis as { kept?: EventSource[] }).kept ?? [];
    (globalThis as { kept?: EventSource[] }).kept = kept;
    for (const name of ['a', 'b', 'c'])
      for (let n = 0; n < 7; n++)
        kept.push(new EventSource(`http://${name}.localhost:${port}/events`));
  }, port);
  const states = () =>
    page.evaluate(() =>
      (globalThis as unknown as { kept: EventSource[] }).kept.map(({ readyState }) => readyState),
    );
  await expect.poll(async () => (await states()).filter((one) => one === 1).length).toBe(18);
  // The seventh of each name has had its chance: whatever the browser asks now comes after them.
  await page.evaluate(() => fetch('/'));
  expect(open.size).toBe(18);
  server.close();
  server.closeAllConnections();
});

const choose = (way: Way) => `{
  const select = document.querySelector('select');
  select.value = '${way}';
  select.dispatchEvent(new Event('change'));
}`;
const isReady = `document.querySelector('fieldset')?.disabled === false`;
const lastLine = `document.querySelector('.events li:last-child').textContent`;
