// A demo on a slide that a class looks at together: projector and followers see the same events, a
// latecomer those of before as well, and a fault of the presenter is everybody's.
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { openClass } from '../support/class-client.ts';
import { laptop, join, somebody, test as base } from './class.ts';
import { deckOf, expect } from './course.ts';
import { decks, openDeck, stepTo } from './deck.ts';

const events = (page: Page) => page.locator('.slide[data-current] sse-demo [data-view] li');

/** The texts of a demo's events, which have the time of day in them: two runs never say the same. */
const seenBy = (page: Page) => events(page).allTextContents();

type Course = { page: Page; context: BrowserContext; browser: Browser; site: string };

/** A class at the first slide of a deck: console, projector, and a follower in each language. */
async function begin({ page, context, browser, site }: Course, deck: string) {
  await openDeck(page, `${deck}present/`);
  await page.getByRole('button', { name: 'Class', exact: true }).click();
  await page.getByRole('button', { name: 'Start a class' }).click();
  const dialog = page.getByRole('dialog', { name: 'Join the class' });
  const code = (await dialog.locator('[data-class-code]').textContent())!;
  await dialog.getByRole('button', { name: 'Close' }).click();
  const english = await somebody(browser, site, { screen: laptop });
  const spanish = await somebody(browser, site, { locale: 'es', screen: laptop });
  for (const follower of [english, spanish]) await join(follower, code);
  const opened = context.waitForEvent('page');
  await page.getByRole('link', { name: 'Open the projector' }).click();
  const projector = await opened;
  await expect(projector.locator('.class-line')).toContainText(code);
  /** One more follower, who comes when the class has begun. */
  async function comeLate(): Promise<Page> {
    const late = await somebody(browser, site, { screen: laptop });
    await join(late, code);
    return late;
  }
  return { projector, followers: [english, spanish] as const, comeLate };
}

/** Starts a class at the first slide of a deck. */
const test = base.extend<{ startClass: (deck: string) => ReturnType<typeof begin> }>({
  startClass: ({ page, context, browser, baseURL }, use) =>
    use((deck) => begin({ page, context, browser, site: baseURL! }, deck)),
});

test('projector, a follower in each language and a latecomer see one run; cut by the presenter, all come back to one', async ({
  page,
  startClass,
}) => {
  const { projector, followers, comeLate } = await startClass(decks.en);
  const [english, spanish] = followers;
  await stepTo(page, 'press-start');
  await expect(events(projector)).toHaveCount(2, { timeout: 20_000 });
  const run = await seenBy(projector);
  for (const follower of [english, spanish])
    await expect.poll(async () => (await seenBy(follower)).slice(0, 2)).toEqual(run);

  const late = await comeLate();
  await expect.poll(async () => (await seenBy(late)).slice(0, 2)).toEqual(run);

  const before = (await seenBy(projector)).length;
  await projector.locator('.slide[data-current] [data-fault=cut]').click();
  await expect
    .poll(async () => (await seenBy(projector)).length, { timeout: 20_000 })
    .toBeGreaterThan(before);
  // The browsers come back one after the other; whoever is late gets what was sent, too.
  const again = (await seenBy(projector)).find(
    (text, n) => n >= before && text.includes('"count":1,'),
  )!;
  expect(again).toBeDefined();
  for (const follower of [english, spanish, late])
    await expect.poll(() => seenBy(follower), { timeout: 20_000 }).toContain(again);

  for (const follower of [english, spanish, late]) await follower.context().close();
});

const view = (page: Page) => page.locator('.slide[data-current] sse-demo [data-view]');
const duel = (page: Page) => ({
  rate: view(page).locator('[name=rate]'),
  /** How many messages have come, by the way they came. */
  messages: async () => {
    const cells = ['[data-stream=messages]', '[data-socket=messages]'];
    const texts = await Promise.all(cells.map((cell) => view(page).locator(cell).innerText()));
    return texts.map(Number);
  },
});

test('what the presenter presses every page presses, once for the demo’s server; a WebSocket is one for all, too', async ({
  page,
  startClass,
}) => {
  const { projector, followers, comeLate } = await startClass(deckOf('/en/same-news-twice/'));
  await stepTo(page, 'one-source');
  const led = duel(projector);
  await expect.poll(led.messages).not.toContain(0);
  await led.rate.selectOption('0.2');
  await view(projector).getByRole('button').first().click();
  for (const follower of followers) {
    await expect(duel(follower).rate).toHaveValue('0.2');
    await expect(duel(follower).rate).toBeDisabled();
    await expect(follower.locator('.slide[data-current] .class-note')).toHaveText(
      /presenter runs|Quien presenta/,
    );
  }
  // A burst is a hundred messages: one that was asked for by three pages would be three hundred.
  for (const one of [projector, ...followers])
    await expect
      .poll(async () => (await duel(one).messages()).every((count) => count >= 100 && count < 150))
      .toBe(true);

  // Who comes late finds the same demo, with what was pressed.
  const late = await comeLate();
  await expect(duel(late).rate).toHaveValue('0.2');
  await expect.poll(async () => Math.min(...(await duel(late).messages()))).toBeGreaterThan(99);

  // On their own again, a reader has a demo and controls of their own.
  await late.keyboard.press('ArrowRight');
  await late.keyboard.press('ArrowLeft');
  await expect(duel(late).rate).toBeEnabled();
  await expect(late.locator('.class-note')).toHaveCount(0);

  // Stop and Start on the projector: everybody begins anew.
  const start = projector.locator('.slide[data-current] [data-start]');
  await start.click();
  await start.click();
  for (const one of [projector, ...followers]) {
    await expect(duel(one).rate).toHaveValue('1');
    await expect.poll(async () => Math.max(...(await duel(one).messages()))).toBeLessThan(60);
  }
  for (const follower of [...followers, late]) await follower.context().close();
});

test('Stop on the projector stops every page, also one that comes then; Start begins anew for all', async ({
  page,
  startClass,
}) => {
  const { projector, followers, comeLate } = await startClass(decks.en);
  const [english, spanish] = followers;
  await stepTo(page, 'press-start');
  for (const one of [projector, ...followers])
    await expect(events(one)).not.toHaveCount(0, { timeout: 20_000 });
  const before = await seenBy(projector);
  const stage = (one: Page) => one.locator('.slide[data-current] sse-demo');
  await stage(projector).getByRole('button', { name: 'Stop' }).click();
  await expect(stage(english)).toContainText('closed by Stop');
  await expect(stage(spanish)).toContainText('cerrado con Detener');
  const late = await comeLate();
  await expect(stage(late)).toContainText('closed by Stop');

  await stage(projector).getByRole('button', { name: 'Start' }).click();
  // What was there stays until the demo begins; then the list is empty for a moment.
  const first = async () => (await seenBy(projector))[0] ?? before[0];
  await expect.poll(first, { timeout: 20_000 }).not.toBe(before[0]);
  const again = await first();
  for (const one of [english, spanish, late])
    await expect.poll(async () => (await seenBy(one))[0]).toBe(again);

  // Who stops by themselves stops nobody else.
  await stage(english).getByRole('button', { name: 'Stop' }).click();
  await expect(stage(english)).toContainText('closed by Stop');
  await expect(events(spanish)).toHaveCount(2, { timeout: 20_000 });
  for (const one of [english, spanish, late]) await one.context().close();
});

test('readers whom the presenter lets come are the same three for all', async ({
  page,
  startClass,
}) => {
  const { projector, followers } = await startClass(deckOf('/en/keeping-alive/'));
  await stepTo(page, 'what-is-left');
  await view(projector).getByRole('button').first().click();
  for (const one of [projector, ...followers]) {
    await expect(view(one).locator('[data-count=streams]')).toHaveText('3');
    await expect(view(one).locator('[data-readers]')).toContainText('3');
  }
  await view(projector).getByRole('button').nth(1).click();
  for (const one of [projector, ...followers])
    await expect(view(one).locator('[data-readers]')).toContainText('0');
  for (const follower of followers) await follower.context().close();
});

// Those that name their reader: by one name in a class, else each page would hear something of its own.
const named: [chapter: string, demo: string][] = [
  ['four-ways', 'four-ways'],
  ['reconnection', 'resume'],
  ['same-news-twice', 'duel'],
  ['handshake-and-frame', 'frames'],
  ['line-drops', 'cut-both'],
  ['nothing-lost', 'channel'],
  ['slow-readers', 'scale-out'],
  ['how-this-deck-follows-me', 'follow-me'],
];

test('whatever a class looks at has one address for all its pages: one run of one reader; what measures a browser is each one’s own', async ({
  browser,
  baseURL,
  request,
}) => {
  const { act, code } = await openClass(baseURL!);
  const followers = [
    await somebody(browser, baseURL!, { screen: laptop }),
    await somebody(browser, baseURL!, { locale: 'es', screen: laptop }),
  ];
  const asked = followers.map((page) => {
    const paths = new Set<string>();
    const note = (url: string) => {
      const [, path] = new RegExp(`/@[\\w.]+~${code}(/.*)`).exec(url) ?? [];
      // From where it goes on is each page's own: the channel is one.
      if (path) paths.add(path.replace(/lastEventId=[^&]*/, ''));
    };
    page.on('websocket', (socket) => note(socket.url()));
    page.on('request', (one) => one.resourceType() === 'eventsource' && note(one.url()));
    return paths;
  });
  for (const page of followers) await join(page, code);
  for (const [chapter, demo] of named) {
    for (const paths of asked) paths.clear();
    const deck = await (await request.get(deckOf(`/en/${chapter}/`))).text();
    const before = deck.slice(0, deck.indexOf(`data-demo="${demo}"`));
    const id = [...before.matchAll(/data-slide="([^"]+)"/g)].at(-1)![1]!;
    const moved = await act('move', { chapter, id, step: 0, blank: false, section: '' });
    expect(moved.status).toBe(200);
    const sorted = () => asked.map((paths) => [...paths].sort().join('\n'));
    await expect
      .poll(() => sorted()[0], { message: demo })
      .toMatch(new RegExp(`/${demo}/.*${code.toLowerCase()}`));
    await expect.poll(() => sorted()[1] === sorted()[0], { message: demo }).toBe(true);
  }
  const wall = { chapter: 'six-connections', id: 'ask-for-eight', section: 'ask-for-eight' };
  await act('move', { ...wall, step: 0, blank: false });
  for (const [n, page] of followers.entries()) {
    await expect(page.locator('.slide[data-current] .class-note')).toHaveText(
      [
        'You run this one yourself: it measures your browser',
        'Esta la ejecutas tú: mide tu navegador',
      ][n]!,
    );
    await view(page).locator('button[value=fill]').click();
    await expect(view(page).locator('[data-count=server]')).toHaveText('6');
  }
  for (const page of followers) await page.context().close();
});
