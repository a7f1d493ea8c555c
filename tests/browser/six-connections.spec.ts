// What the chapter "Six connections" tells a reader to do, and what it says of Chromium.
import type { Locator, Page } from '@playwright/test';
import type { Wire } from '../../src/islands/stage/wire-event.ts';
import { companionOnFreePorts, expect, openDrawer, test } from './course.ts';

const chapter = '/en/six-connections/';

/** The demo's view, and what its reader reads and presses, in the course or alone. */
function wall(view: Locator) {
  const press = (name: string) => view.getByRole('button', { name, exact: true }).click();
  const lane = (name: 'open' | 'waiting' | 'done') => view.locator(`[data-lane=${name}] li`);
  return {
    lane,
    press,
    async open(streams: number): Promise<void> {
      await view.getByLabel('Streams', { exact: true }).fill(String(streams));
      await press('Open');
    },
    closeOne: () => press('−1 stream: close the oldest open one'),
    /** Waits for the counts of streams, of other requests, and of the server. */
    async expectCounts(open: number, waiting: number, starving: number, server: number) {
      for (const [name, count] of Object.entries({ open, waiting, starving, server }))
        await expect(view.locator(`[data-count=${name}]`)).toHaveText(String(count));
    },
    /** The same of WebSockets. */
    async expectWebSockets(open: number, waiting: number, server: number) {
      for (const [name, count] of Object.entries({ open, waiting, server }))
        await expect(view.locator(`[data-count=${name}-web-sockets]`)).toHaveText(String(count));
    },
    /** Seconds that the clock of a waiting request shows. */
    waited: async (name: RegExp) =>
      Number.parseFloat(
        /waits ([\d.]+) s/.exec(
          (await lane('waiting').filter({ hasText: name }).innerText()) ?? '',
        )![1]!,
      ),
  };
}

async function begin(page: Page, path = chapter) {
  await page.goto(path);
  const stage = page.locator('sse-demo#six-connections');
  await stage.getByRole('button', { name: 'Start' }).click();
  await expect(stage.locator('[data-view] fieldset')).toBeEnabled();
  return { stage, demo: wall(stage.locator('[data-view]')) };
}

/** Notes the demo's streams as they are made. Gives their states; throws when one had an `error`. */
async function watchStreams(page: Page) {
  type Noted = { streams: EventSource[]; failed: boolean };
  await page.addInitScript(() => {
    const noted = Object.assign(window as unknown as Noted, { streams: [], failed: false });
    window.EventSource = class extends EventSource {
      constructor(...address: ConstructorParameters<typeof EventSource>) {
        super(...address);
        if (!this.url.includes('/six-connections/')) return;
        noted.streams.push(this);
        this.addEventListener('error', () => (noted.failed = true));
      }
    };
  });
  return () =>
    page.evaluate(() => {
      const { streams, failed } = window as unknown as Noted;
      if (failed) throw new Error('A stream had an error.');
      return streams.map(({ readyState }) => readyState);
    });
}

/** What the server counts for the reader of a page, asked from outside the browser. */
async function countAtServer(page: Page, lab: string): Promise<() => Promise<unknown>> {
  const reader = await page.evaluate(() => localStorage.getItem('six-connections-reader'));
  return async () => {
    const response = await fetch(`${lab}/six-connections/count?reader=${reader}`);
    return response.json() as unknown;
  };
}

test('of eight streams six are open; two, a fetch and an image wait without an error until one closes', async ({
  page,
}) => {
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  const states = await watchStreams(page);
  const { stage, demo } = await begin(page);
  await demo.open(8);
  await demo.expectCounts(6, 2, 0, 6);
  await demo.press('fetch');
  await demo.press('image');
  await demo.expectCounts(6, 2, 2, 6);
  for (const name of [/^stream 7/, /^stream 8/, /^fetch/, /^image/])
    await expect.poll(() => demo.waited(name)).toBeGreaterThan(2);
  expect(await states()).toEqual([1, 1, 1, 1, 1, 1, 0, 0]);
  // Six for the streams, one for the count at Start: of what waits, nothing has been sent.
  await expect(stage.locator('.wire-row').filter({ hasText: 'request head' })).toHaveCount(7);
  await expect(stage.getByRole('status').filter({ hasText: 'The server counts' })).toHaveText(
    '6 streams open, 2 waiting. The server counts 6.',
  );
  // The page itself comes from another port, and its server still answers.
  expect(await page.evaluate(async () => (await fetch('/api/origins')).status)).toBe(200);
  await demo.expectCounts(6, 2, 2, 6);

  await demo.closeOne();
  await demo.expectCounts(6, 1, 2, 6);
  await demo.closeOne();
  await demo.expectCounts(6, 0, 2, 6);
  await demo.closeOne();
  await demo.expectCounts(5, 0, 0, 5);
  await expect(
    demo.lane('done').filter({ hasText: /^fetch 9\s*answered after [2-9]/ }),
  ).toBeVisible();
  const image = demo
    .lane('done')
    .filter({ hasText: /^image 10\s*loaded after [2-9]/ })
    .locator('img');
  expect(await image.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(24);
  expect(errors).toEqual([]);
  await stage.getByRole('button', { name: 'Stop' }).click();
  await demo.expectCounts(0, 0, 0, 0);
});

test('WebSockets open at once beside six streams, and the server counts them apart', async ({
  page,
}) => {
  const { demo } = await begin(page);
  await demo.open(8);
  await demo.expectCounts(6, 2, 0, 6);
  for (let press = 0; press < 3; press++) await demo.press('WebSocket');
  await demo.expectWebSockets(3, 0, 3);
  await demo.expectCounts(6, 2, 0, 6);
  await demo.press('Close all');
  await demo.expectWebSockets(0, 0, 0);
  await demo.expectCounts(0, 0, 0, 0);
});

test('the stage counts WebSockets beside streams, says how they end, and tells the demo of their bytes', async ({
  page,
}) => {
  const { stage, demo } = await begin(page);
  await stage.locator('[data-view]').evaluate((view: HTMLElement & { told?: string[] }) => {
    const told: string[] = (view.told = []);
    view.addEventListener('wire', (event) => {
      const { path, part, protocol, from, messages } = (event as CustomEvent<Wire>).detail;
      told.push([path.split('?')[0], protocol, from, part, messages].join(' '));
    });
  });
  const state = stage.locator('.stage-state');
  await demo.press('WebSocket');
  await expect(state).toContainText('open');
  await demo.open(1);
  await expect(state).toContainText('2 of 2 streams and WebSockets open');
  const message = stage.locator('.kind-ws-frame').first();
  await expect(message).toContainText('message 1');
  await expect(message).toContainText(/connection \d+ · ws\?/);
  await expect(stage.locator('[data-totals]')).toContainText(/WebSocket messages: [1-9]/);
  await demo.press('−1 stream: close the oldest open one');
  await expect(state).not.toContainText(' of ');
  const drawer = await openDrawer(stage, 'break');
  await drawer.getByRole('button', { name: 'End the response' }).click();
  await expect(state).toContainText('with code 1000: a WebSocket does not try again');
  const told = await stage
    .locator('[data-view]')
    .evaluate((view: HTMLElement & { told?: string[] }) => view.told!);
  // The page's other requests are told of as well, in whichever order they come.
  const ofSocket = told.filter((line) => line.startsWith('ws '));
  expect(ofSocket.slice(0, 3)).toEqual([
    'ws HTTP/1.1 browser head 0',
    'ws HTTP/1.1 server head 0',
    'ws WebSocket server message 1',
  ]);
  expect(told).toContain('events HTTP/1.1 server message 1');
  expect(ofSocket.at(-1)).toMatch(/^ws WebSocket (browser|server) control 0$/);
});

test('over HTTP/2 all twelve are open, on one socket', async ({ page }) => {
  const { stage, demo } = await begin(page);
  await stage.getByText('HTTP/2', { exact: true }).click();
  await expect(stage.locator('[data-view] fieldset')).toBeEnabled();
  await demo.open(12);
  await demo.expectCounts(12, 0, 0, 12);
  await expect(demo.lane('open')).toHaveText(Array(12).fill(/on socket 1$/));
});

test('tabs of a browser share the six, another profile has six of its own', async ({
  page,
  context,
  browser,
  baseURL,
}) => {
  const { demo: first } = await begin(page);
  await first.open(4);
  await first.expectCounts(4, 0, 0, 4);
  const [tab] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('link', { name: 'this page in a second tab' }).click(),
  ]);
  const { demo: second } = await begin(tab);
  await second.open(4);
  await second.expectCounts(2, 2, 0, 6);
  await first.press('fetch');
  await first.expectCounts(4, 0, 1, 6);

  const stranger = await browser.newContext({ baseURL: baseURL! });
  const { demo: other } = await begin(await stranger.newPage());
  await other.open(6);
  await other.expectCounts(6, 0, 0, 6);
  await stranger.close();
  await first.expectCounts(4, 0, 1, 6);

  await tab.close();
  await first.expectCounts(4, 0, 0, 4);
});

test('an answer that is read late does not undo what a stream told since', async ({ page }) => {
  const { demo } = await begin(page);
  await demo.open(3);
  await demo.expectCounts(3, 0, 0, 3);
  const released = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<void>();
  await page.route('**/six-connections/count?*', async (route) => {
    const response = await route.fetch();
    answered.resolve();
    await released.promise;
    await route.fulfill({ response });
  });
  await demo.press('fetch');
  await answered.promise;
  await demo.closeOne();
  await demo.expectCounts(2, 0, 1, 2);
  released.resolve();
  await expect(demo.lane('done').last()).toContainText(/fetch 4answered/);
  await demo.expectCounts(2, 0, 0, 2);
});

test('after a cut those who waited are first, and two of the others wait', async ({ page }) => {
  const { stage, demo } = await begin(page);
  await demo.open(8);
  await demo.expectCounts(6, 2, 0, 6);
  await openDrawer(stage, 'break');
  await stage.getByRole('button', { name: 'Cut the connection' }).click();
  await expect(demo.lane('open')).toHaveText([/^stream 7/, /^stream 8/]);
  await demo.expectCounts(6, 2, 0, 6);
  await expect(demo.lane('open').filter({ hasText: /stream [78]/ })).toHaveCount(2);
  await expect(demo.lane('waiting').filter({ hasText: /stream [1-6]/ })).toHaveCount(2);
});

const endings: Record<string, (page: Page) => Promise<unknown>> = {
  'leaving the page': (page) => page.goto('/en/'),
  'taking the stage out of the page': (page) =>
    page.evaluate(() => document.querySelector('sse-demo#six-connections')!.remove()),
  'closing the tab': (page) => page.close(),
  'a crash of the tab': async (page) => {
    const client = await page.context().newCDPSession(page);
    const crashed = page.waitForEvent('crash');
    client.send('Page.crash').catch(() => {});
    await crashed;
  },
};
for (const [ending, end] of Object.entries(endings)) {
  test(`${ending} brings the server’s count back to zero`, async ({ page, companion }) => {
    const { demo } = await begin(page);
    await demo.open(8);
    await demo.expectCounts(6, 2, 0, 6);
    await demo.press('WebSocket');
    await demo.expectWebSockets(1, 0, 1);
    const count = await countAtServer(page, companion.origins.lab);
    expect(await count()).toEqual({ streams: 6, webSockets: 1 });
    await end(page);
    await expect.poll(count).toEqual({ streams: 0, webSockets: 0 });
  });
}

test('alone, six streams keep every page of their server from loading in Chromium, even a reload', async ({
  page,
  context,
  companion: { origins },
}) => {
  const address = `${origins.lab}/six-connections/`;
  await page.goto(address);
  const demo = wall(page.locator('main'));
  await demo.open(6);
  await demo.expectCounts(6, 0, 0, 6);
  await expect(page.getByText('the same origin')).toBeVisible();

  const tab = await context.newPage();
  let isLoaded = false;
  const loading = tab.goto(address).then(() => (isLoaded = true));
  // Another pool each: by credentials, by name, by port.
  const ask = (query: string, credentials: RequestCredentials) =>
    page.evaluate(
      ([query, credentials]) =>
        fetch(`count?${query}`, {
          cache: 'no-store',
          credentials,
          signal: AbortSignal.timeout(2000),
        }).then(
          ({ ok }) => ok,
          () => false,
        ),
      [query, credentials] as const,
    );
  expect(await ask('a', 'omit')).toBe(true);
  expect(await ask('b', 'same-origin')).toBe(false);
  const others = await context.newPage();
  await others.goto(address.replace('localhost', '127.0.0.1'));
  await others.goto(`${origins.site}/en/`);
  expect(isLoaded).toBe(false);
  await demo.closeOne();
  await loading;

  await wall(tab.locator('main')).open(1);
  await demo.expectCounts(5, 0, 0, 6);
  await expect(page.reload({ timeout: 2000 })).rejects.toThrow('Timeout');
});

test('a refused stream is given up, and a fetch tells what its EventSource could not', async ({
  page,
}) => {
  // One of the four is the stage’s own, for the bytes.
  const small = await companionOnFreePorts({ MAX_STREAMS_PER_CLIENT: '4' });
  const { stage, demo } = await begin(page, small.origins.site + chapter);
  await demo.open(4);
  await demo.expectCounts(3, 0, 0, 3);
  await expect(demo.lane('done')).toHaveText(
    /^stream 4\s*given up. Asked again by fetch, the server says: 503 Service Unavailable. This address has 4 streams open already. Close some, or raise MAX_STREAMS_PER_CLIENT\.$/,
  );
  await demo.closeOne();
  await demo.expectCounts(2, 0, 0, 2);
  await demo.press('+1 stream');
  await demo.expectCounts(3, 0, 0, 3);
  await openDrawer(stage, 'break');
  await stage.getByRole('button', { name: 'Answer 500' }).click();
  await expect(demo.lane('done').last()).toHaveText(
    /given up. What ended it met this request only: asked again by fetch, the server answers 200\.$/,
  );
  await demo.expectCounts(2, 0, 0, 2);
  await stage.getByRole('button', { name: 'Stop' }).click();
  await demo.expectCounts(0, 0, 0, 0);
  await page.close();
  await small.close();
});
