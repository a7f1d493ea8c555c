// What the chapter "HTTP/2: many streams, one connection" tells a reader to do, and what it says of browsers.
import type { Locator, Page } from '@playwright/test';
import { http2Client } from '../support/http2-client.ts';
import { openRaw } from '../support/raw-client.ts';
import { companionOnFreePorts, expect, test } from './course.ts';
import { launchFirefox } from './firefox.ts';

const chapter = '/en/many-streams/';

type Origins = Awaited<ReturnType<typeof companionOnFreePorts>>['origins'];
type Lane = ReturnType<typeof laneOf>;

const laneOf = (stage: Locator, name: 'HTTP/1.1' | 'HTTP/2') => {
  const lane = stage.getByRole('region', { name });
  return {
    here: lane.locator('[data-here]'),
    there: lane.locator('[data-there]'),
    fetched: lane.locator('[data-fetched]'),
    fault: lane.locator('[data-fault]'),
    closeOne: () => lane.getByRole('button', { name: 'Close one' }).click(),
    fetch: () => lane.getByRole('button', { name: 'Fetch something' }).click(),
  };
};

async function begin(page: Page, address = chapter) {
  await page.goto(address);
  const stage = page.locator('sse-demo').first();
  await stage.getByRole('button', { name: 'Start' }).click();
  await expect(stage.getByRole('button', { name: 'Open over both' })).toBeEnabled();
  const [http1, http2] = [laneOf(stage, 'HTTP/1.1'), laneOf(stage, 'HTTP/2')];
  return { stage, http1, http2 };
}

async function open(stage: Locator, many: number): Promise<void> {
  await stage.getByLabel('Streams', { exact: true }).fill(String(many));
  await stage.getByRole('button', { name: 'Open over both' }).click();
}

async function limit(stage: Locator, streams: number): Promise<void> {
  await stage.getByLabel('HTTP/2 limit').fill(String(streams));
  await stage.getByRole('button', { name: 'Apply' }).click();
  await expect(stage.getByText(`the server has announced ${streams},`)).toBeVisible();
}

async function expectStreams(lane: Lane, here: string, there: string): Promise<void> {
  await expect(lane.here).toHaveText(here);
  await expect(lane.there).toHaveText(`Server: ${there}`);
}

/** The frames of a type in the wire panel, from one side. */
const frames = (stage: Locator, from: 'browser' | 'server', type: string) =>
  stage.locator(`.wire-row.from-${from}`, {
    has: stage.page().locator('.wire-kind', { hasText: type }),
  });

/** Resolves once the server holds no stream of this page's reader: a further one is its only one. */
async function untilNoneAtServer(origins: Origins, reader: string): Promise<void> {
  const path = `/many-streams/events?reader=${reader}`;
  const client = http2Client(origins.labTls);
  const streams = [openRaw(origins.lab, path), client.open(path)];
  for (const stream of streams) await stream.until('"streams":1,');
  for (const stream of streams) stream.leave();
  client.close();
}

const readerOf = (page: Page): Promise<string> =>
  page.evaluate(() => localStorage.getItem('many-streams-reader') ?? '');

test('twelve streams: six are open over HTTP/1.1, all over HTTP/2, on one connection', async ({
  page,
  companion,
}) => {
  const { stage, http1, http2 } = await begin(page);
  await open(stage, 12);
  await expectStreams(http1, '6 open, 6 waiting', 'streams 6, connections 6');
  await expectStreams(http2, '12 open, 0 waiting', 'streams 12, connections 1');
  await expect(frames(stage, 'browser', 'SETTINGS').first()).toContainText('ENABLE_PUSH = 0');
  const kinds = await frames(stage, 'browser', 'HEADERS').locator('.wire-kind').allInnerTexts();
  const numbers = kinds.map((kind) => Number(/#(\d+)/.exec(kind)?.[1]));
  expect(numbers.length).toBeGreaterThanOrEqual(12);
  expect(numbers.filter((number) => number % 2 === 0)).toEqual([]);
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));

  await http2.fetch();
  await expect(http2.fetched).toHaveText(/^Answered after \d\.\d\d s\.$/);
  await http1.fetch();
  await expect(http1.fetched).toHaveText('Request waiting');
  for (let waiting = 5; waiting >= 0; waiting--) {
    await http1.closeOne();
    await expect(http1.here).toHaveText(`6 open, ${waiting} waiting`);
  }
  await http1.closeOne();
  await expect(http1.fetched).toHaveText(/^Answered/);

  const reader = await readerOf(page);
  await stage.getByRole('button', { name: 'Stop' }).click();
  await untilNoneAtServer(companion.origins, reader);
});

test('at a limit of 4 four streams are open, eight and a fetch wait in silence; one that is closed lets the next through', async ({
  page,
  companion,
}) => {
  const errors: string[] = [];
  page.on('console', (message) =>
    errors.push(...(message.type() === 'error' ? [message.text()] : [])),
  );
  const { stage, http1, http2 } = await begin(page);
  await limit(stage, 4);
  await expect(frames(stage, 'server', 'SETTINGS').last()).toContainText(
    'MAX_CONCURRENT_STREAMS = 4',
  );
  await expect(frames(stage, 'browser', 'SETTINGS ACK').last()).toBeVisible();
  await open(stage, 12);
  await expectStreams(http1, '6 open, 6 waiting', 'streams 6, connections 6');
  await expectStreams(http2, '4 open, 8 waiting', 'streams 4, connections 1');
  await http2.fetch();
  await expect(http2.fetched).toHaveText('Request waiting');
  for (let waiting = 7; waiting >= 0; waiting--) {
    await http2.closeOne();
    await expect(http2.here).toHaveText(`4 open, ${waiting} waiting`);
  }
  await expect(frames(stage, 'browser', 'RST_STREAM').first()).toContainText('CANCEL');
  await expect(http2.fetched).toHaveText('Request waiting');
  await http2.closeOne();
  await expect(http2.fetched).toHaveText(/^Answered/);
  await expectStreams(http2, '3 open, 0 waiting', 'streams 3, connections 1');
  expect(errors).toEqual([]);

  await limit(stage, 256);
  await open(stage, 270);
  await expectStreams(http2, '256 open, 14 waiting', 'streams 256, connections 1');
  const reader = await readerOf(page);
  await page.goto('chrome://crash').catch(() => {});
  await untilNoneAtServer(companion.origins, reader);
});

test('two tabs share one connection and its limit of 12', async ({ page, context, companion }) => {
  const one = await begin(page);
  await limit(one.stage, 12);
  await open(one.stage, 8);
  await expect(one.http2.here).toHaveText('8 open, 0 waiting');
  const other = await context.newPage();
  const two = await begin(other);
  await expect(two.stage.getByText('The server allows 12 at once')).toBeVisible();
  await open(two.stage, 8);
  await expect(two.http2.here).toHaveText('4 open, 4 waiting');
  await expect(one.http2.there).toHaveText('Server: streams 12, connections 1');
  await expect(two.http1.here).toHaveText('0 open, 8 waiting');

  await one.stage.getByRole('button', { name: 'Close all' }).click();
  await expectStreams(two.http2, '8 open, 0 waiting', 'streams 8, connections 1');
  const reader = await readerOf(page);
  await page.goto('/en/');
  await other.goto('/en/');
  await untilNoneAtServer(companion.origins, reader);
});

test('after GOAWAY the next request takes a new connection, and the open streams go on', async ({
  page,
  context,
}) => {
  const stays = await begin(await context.newPage());
  await open(stays.stage, 3);
  await expectStreams(stays.http2, '3 open, 0 waiting', 'streams 3, connections 1');
  const { stage, http2 } = await begin(page);
  await limit(stage, 4);
  await expect(frames(stage, 'server', 'GOAWAY')).toContainText('NO_ERROR');
  await open(stage, 6);
  await expect(http2.here).toHaveText('4 open, 2 waiting');
  await expectStreams(stays.http2, '3 open, 0 waiting', 'streams 7, connections 2');
});

test('what a cut takes from a second tab of Firefox is not called a certificate that is refused', async ({
  companion,
}) => {
  const firefox = await launchFirefox({ acceptInsecureCerts: true });
  const openTab = async () => {
    const tab = await firefox.newPage();
    await tab.goto(companion.origins.site + chapter);
    const press = (button: string) =>
      tab.$eval(`sse-demo ${button}`, (one) => (one as HTMLElement).click());
    const set = (field: string, value: number) =>
      tab.$eval(
        `sse-demo [data-${field}]`,
        (one, value) => ((one as HTMLInputElement).value = String(value)),
        value,
      );
    const says = (place: string) => () =>
      tab.$eval(`sse-demo ${place}`, ({ textContent }) => textContent);
    await press('[data-start]');
    await expect.poll(() => tab.$('sse-demo [data-view] fieldset:enabled')).not.toBeNull();
    return { tab, press, set, limit: says('[data-limit-says]'), says };
  };
  const one = await openTab();
  await one.set('limit', 4);
  await one.press('[data-apply]');
  await expect.poll(one.limit).toContain('has announced 4,');
  await one.set('many', 12);
  await one.press('button[data-open]');
  await expect.poll(one.says('[data-lane=http2] [data-here]')).toBe('4 open, 8 waiting');

  const two = await openTab();
  // Whether the lab is trusted, and what its limit is: both questions wait for a stream.
  await two.tab.evaluate(() => fetch('/api/origins').then(({ status }) => status));
  expect(await two.limit()).toBe('');
  await one.press('[data-fault=cut]');
  await expect.poll(two.limit).toContain('The server allows 100 at once');
  expect(await two.says('[data-notice]')()).not.toContain('certificate');
  await firefox.close();
});

test('a refusal of the server is explained in its own words', async ({ browser }) => {
  const companion = await companionOnFreePorts({ MAX_STREAMS_PER_CLIENT: '12' });
  const page = await browser.newPage({ baseURL: companion.origins.site });
  const { stage, http2 } = await begin(page);
  await open(stage, 20);
  await expect(http2.fault).toHaveText(
    'Refused with 503: This address has 12 streams open already. Close some, or raise MAX_STREAMS_PER_CLIENT.',
  );
  await page.close();
  await companion.close();
});
