// What the chapter "Cleaning up and keeping alive" tells a reader to do, and what it says of browsers.
import type { Browser, Locator, Page } from '@playwright/test';
import { goBack, launchKeeping } from './back-forward-cache.ts';
import { expect, openDrawer, test } from './course.ts';

const chapter = '/en/keeping-alive/';

async function begin(page: Page, demo: string): Promise<Locator> {
  await page.goto(chapter);
  const stage = page.locator(`sse-demo#${demo}`);
  await stage.getByRole('button', { name: 'Start' }).click();
  await expect(stage.locator('[data-view] select')).toBeEnabled();
  return stage;
}

test.describe('find the leak', () => {
  // The server's count is one for all: these run one after the other.
  test.describe.configure({ mode: 'serial' });

  const numbers = (stage: Locator) =>
    Object.fromEntries(
      ['streams', 'timers', 'wasted'].map((name) => [name, stage.locator(`[data-count=${name}]`)]),
    ) as Record<'streams' | 'timers' | 'wasted', Locator>;

  async function visit(stage: Locator): Promise<void> {
    const { streams } = numbers(stage);
    await stage.getByRole('button', { name: 'Open 3 readers' }).click();
    await expect(streams).toHaveText('3');
    await expect(stage.getByText('Open in this page: 3 of at most 3')).toBeVisible();
    await stage.getByRole('button', { name: 'Leave' }).click();
    await expect(streams).toHaveText('0');
  }

  test('with cleanup three visits leave nothing behind', async ({ page }) => {
    const stage = await begin(page, 'leak');
    await stage.getByLabel('Server').selectOption('with cleanup');
    const { timers, wasted } = numbers(stage);
    for (let count = 0; count < 3; count++) await visit(stage);
    await expect(timers).toHaveText('0');
    await expect(wasted).toHaveText('0');
  });

  test('without cleanup three visits leave nine timers, which write on after Stop', async ({
    page,
  }) => {
    const stage = await begin(page, 'leak');
    const { timers, wasted } = numbers(stage);
    for (const left of ['3', '6', '9']) {
      await visit(stage);
      await expect(timers).toHaveText(left);
    }
    await expect(wasted).not.toHaveText('0');
    await stage.getByRole('button', { name: 'Stop' }).click();
    await expect(stage.getByRole('button', { name: 'Open 3 readers' })).toBeDisabled();
    await stage.getByRole('button', { name: 'Start' }).click();
    await expect(timers).toHaveText('9');
  });
});

test.describe('the heartbeat', () => {
  const stall = async (stage: Locator) => {
    await openDrawer(stage, 'break');
    await stage.getByRole('button', { name: 'Stall' }).click();
    await expect(stage.getByRole('button', { name: 'Let it flow' })).toBeVisible();
  };

  test('comments are among the bytes, and the page hears neither them nor their end', async ({
    page,
  }) => {
    const stage = await begin(page, 'heartbeat');
    const comments = stage.locator('.wire-row.kind-chunk').filter({ hasText: /^[^{]*:/ });
    await expect(comments.nth(2)).toBeVisible();
    await expect(stage.locator('[data-heard]')).toHaveText(/[3-9] s ago/);
    await stall(stage);
    await expect(stage.locator('[data-heard]')).toHaveText(/1\d s ago/, { timeout: 15_000 });
    await expect(stage.locator('[data-state]')).toHaveText('open');
    await expect(stage.getByRole('log', { name: 'What the page’s code did' })).toHaveText(
      'opened stream 1',
    );
  });

  test('pings are heard, and their end too: the page opens another stream', async ({ page }) => {
    const stage = await begin(page, 'heartbeat');
    await stage.getByLabel('Every 2 s the server sends').selectOption('a ping event');
    const log = stage.getByRole('log', { name: 'What the page’s code did' }).locator('li');
    await expect(log).toHaveText(['opened stream 1', 'opened stream 2']);
    const pings = stage.locator('.wire-row.kind-chunk').filter({ hasText: 'event: ping' });
    await expect(pings.nth(2)).toBeVisible();
    await stall(stage);
    await expect(log).toHaveText([
      'opened stream 1',
      'opened stream 2',
      'stream 2: nothing heard for 5 s',
      'opened stream 3',
    ]);
    await expect(stage.locator('[data-heard]')).toHaveText(/[01] s ago/);
    await expect(stage.getByText('Readers of this stream: 1')).toBeVisible();
  });

  test('a ping without data is among the bytes, and the page hears nothing', async ({ page }) => {
    const stage = await begin(page, 'heartbeat');
    await stage.getByLabel('Every 2 s the server sends').selectOption('a ping without data');
    const pings = stage.locator('.wire-row.kind-chunk').filter({ hasText: 'event: ping' });
    await expect(pings.nth(2)).toBeVisible();
    await expect(stage.getByText('stream 2: nothing heard for 5 s')).toBeVisible();
  });
});

test.describe('"back" in Chromium', { tag: '@whole-browser' }, () => {
  let browser: Browser;
  test.beforeEach(async ({ playwright, launchOptions }) => {
    browser = await launchKeeping({ playwright, launchOptions });
  });
  test.afterEach(() => browser.close());

  type Kept = { heard: number; persisted?: boolean };

  /** Notes in the page whether it came back from the cache, and what its streams heard. */
  async function openStreams(page: Page, count: number): Promise<void> {
    await page.evaluate((count) => {
      const kept: Kept = Object.assign(window as unknown as Kept, { heard: 0 });
      addEventListener('pageshow', (event) => (kept.persisted = event.persisted));
      for (let number = 0; number < count; number++) {
        const source = new EventSource(`/heartbeat/events?beat=ping&stream=${number}`);
        source.addEventListener('ping', () => kept.heard++);
      }
    }, count);
  }

  const kept = (page: Page): Promise<Kept> =>
    page.evaluate(() => {
      const { heard, persisted } = window as unknown as Kept;
      return { heard, ...(persisted === undefined ? {} : { persisted }) };
    });

  async function goBackToKept(page: Page, url: string): Promise<void> {
    await goBack(page, url);
    await expect.poll(() => kept(page).then(({ persisted }) => persisted)).toBe(true);
  }

  /** Reads the heartbeat demo's stream and says how many read it, itself included. */
  async function countReaders(lab: string) {
    const response = await fetch(`${lab}/heartbeat/events?beat=ping`);
    const bytes = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    return {
      async until(count: number, pings = 0): Promise<void> {
        const isMet = () =>
          text.split('event: ping').length > pings &&
          text.lastIndexOf(`"readers":${count}}`) === text.lastIndexOf('"readers":') &&
          text.includes('"readers":');
        while (!isMet()) {
          const { value, done } = await bytes.read();
          if (done) throw new Error(`The stream ended before ${count} read it:\n${text}`);
          text += value;
        }
      },
      leave: () => bytes.cancel(),
    };
  }

  test('a page that keeps its stream open when left stays in the back/forward cache, stream and all', async ({
    companion: { origins },
  }) => {
    const page = await browser.newPage();
    await page.goto(`${origins.lab}/leak/`);
    await openStreams(page, 1);
    const server = await countReaders(origins.lab);
    await server.until(2);
    await page.goto(`${origins.site}/en/`);
    // Two more pings: time has passed at the server, and nobody has left it.
    await server.until(2, 3);
    await goBackToKept(page, `${origins.lab}/leak/`);
    expect((await kept(page)).heard).toBeGreaterThan(2);
    await server.leave();
  });

  test('streams of a page in the back/forward cache still hold their connections', async ({
    companion: { origins },
  }) => {
    const page = await browser.newPage();
    await page.goto(`${origins.lab}/leak/`);
    await openStreams(page, 4);
    const server = await countReaders(origins.lab);
    await server.until(5);
    // The page that is left ends its demo's own stream; the next one opens its own, the fifth.
    await page.goto(`${origins.lab}/heartbeat/`);
    await server.until(6);
    const answers = () =>
      page.evaluate(() =>
        fetch('/', { cache: 'no-store', signal: AbortSignal.timeout(3000) }).then(
          ({ ok }) => ok,
          () => false,
        ),
      );
    expect(await answers()).toBe(true);
    await openStreams(page, 1);
    await server.until(7);
    expect(await answers()).toBe(false);
    await server.leave();
  });

  test('the page of a demo closes its stream on pagehide and opens another on pageshow', async ({
    companion: { origins },
  }) => {
    const page = await browser.newPage();
    await page.goto(`${origins.lab}/heartbeat/`);
    const server = await countReaders(origins.lab);
    await server.until(2);
    await openStreams(page, 0);
    await page.goto(`${origins.site}/en/`);
    await server.until(1);
    await goBackToKept(page, `${origins.lab}/heartbeat/`);
    await server.until(2);
    await server.leave();
  });
});
