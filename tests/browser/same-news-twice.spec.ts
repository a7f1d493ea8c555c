// What the chapter "The same news, twice" tells a reader to do, and what it says of it.
import type { Locator, Page } from '@playwright/test';
import { headOf, startRelay } from '../support/counting-relay.ts';
import { companionOnFreePorts, expect, openDrawer, test } from './course.ts';
import { launchFirefox } from './firefox.ts';

const chapter = '/en/same-news-twice/';

const ways = ['stream', 'socket'] as const;
type Way = (typeof ways)[number];

const cell = (stage: Locator, way: Way, fact: string) => stage.locator(`[data-${way}=${fact}]`);
const numberIn = async (place: Locator) =>
  Number((await place.innerText()).replace(',', '').replace('–', 'NaN'));

async function begin(page: Page, path = chapter, protocol = 'HTTP/1.1') {
  await page.goto(path);
  const stage = page.locator('sse-demo#duel');
  await stage.getByText(protocol, { exact: true }).click();
  await stage.getByRole('button', { name: 'Start' }).click();
  await expect(cell(stage, 'stream', 'state')).toHaveText('open');
  await expect(cell(stage, 'socket', 'state')).toHaveText('open');
  return stage;
}

async function untilMessages(stage: Locator, count: number): Promise<void> {
  for (const way of ways)
    await expect.poll(() => numberIn(cell(stage, way, 'messages'))).toBeGreaterThanOrEqual(count);
}

/** In milliseconds; the spread is from the median to what 95 of 100 messages keep to. */
async function delaysOf(stage: Locator, way: Way): Promise<{ median: number; spread: number }> {
  const [median, most] = await Promise.all(
    ['median', 'most'].map((fact) => numberIn(cell(stage, way, fact))),
  );
  return { median: median!, spread: most! - median! };
}

test('both bring the same messages, in medians closer together than the delays of either', async ({
  page,
}) => {
  const stage = await begin(page);
  await stage.getByLabel('Messages a second').selectOption('20');
  await untilMessages(stage, 60);
  await expect(stage.locator('[data-same]')).toHaveText(
    /^The same news: (\d+) of \1 messages have come over both\.$/,
  );
  const [stream, socket] = await Promise.all(ways.map((way) => delaysOf(stage, way)));
  expect(Math.abs(stream!.median - socket!.median)).toBeLessThan(
    Math.max(stream!.spread, socket!.spread),
  );
  await stage.getByRole('button', { name: '100 at once' }).click();
  await untilMessages(stage, 160);
  for (const way of ways) await expect(cell(stage, way, 'missing')).toHaveText('0');
  await expect(stage.locator('[data-clocks]')).toContainText(/give or take \d+\.\d ms/);
});

test('the bytes in the table are those that an independent relay has passed on', async ({
  page,
}) => {
  const relay = await startRelay();
  const companion = await companionOnFreePorts({ LAB_ORIGIN: `http://localhost:${relay.port}` });
  relay.target = companion.settings.labPort;
  const stage = await begin(page, `${companion.origins.site}${chapter}`);
  await untilMessages(stage, 2);
  await stage.getByLabel('Size').selectOption('2048');
  await expect(cell(stage, 'socket', 'last')).toHaveText('2,052');
  await expect(cell(stage, 'stream', 'last')).toHaveText('2,063');
  await expect(cell(stage, 'socket', 'extra')).toHaveText('4.0');
  const [stream, socket] = ['events?', 'ws?'].map((path) =>
    relay.connections.find(({ up }) => up.includes(`/duel/${path}`)),
  );
  for (const [way, carried] of [
    ['stream', stream],
    ['socket', socket],
  ] as const) {
    // The connection may have asked for the clock before.
    const asked = carried!.up.subarray(carried!.up.lastIndexOf('GET /'));
    expect(await numberIn(cell(stage, way, 'up'))).toBe(headOf(asked).length);
    const answered = carried!.down.subarray(carried!.down.lastIndexOf('HTTP/1.1 '));
    expect(await numberIn(cell(stage, way, 'down'))).toBe(headOf(answered).length);
  }
  expect(headOf(socket!.up).toString()).toMatch(/\r\nUpgrade: websocket\r\n/);
  expect(headOf(socket!.down).toString()).toMatch(/^HTTP\/1\.1 101 Switching Protocols\r\n/);
  // A frame with a length of 16 bits, and a chunk of 2056 bytes, whole.
  const frame = Buffer.from([0x81, 0x7e, 0x08, 0x00]);
  const from = socket!.down.indexOf(frame);
  expect(socket!.down.subarray(from + 4, from + 2052).toString()).toMatch(/^\{"n":.*"\}$/);
  expect(stream!.down.toString()).toMatch(/\r\n808\r\ndata: \{[^{}]{2046}\}\n\n\r\n/);
  await companion.close();
  relay.close();
});

test('over HTTP/2 the stream shares a connection, the WebSocket has its own', async ({ page }) => {
  const stage = await begin(page, chapter, 'HTTP/2');
  await untilMessages(stage, 2);
  await expect(cell(stage, 'stream', 'extra')).toHaveText('17.0');
  const [stream, socket] = await Promise.all(
    ways.map((way) => cell(stage, way, 'sockets').innerText()),
  );
  expect(stream).not.toBe(socket);
  const clock = stage.locator('.kind-frame', { hasText: '/duel/clock' }).first();
  await expect(clock).toContainText(`connection ${stream} `);
  const handshake = stage.locator('.kind-request-head', { hasText: 'Upgrade: websocket' });
  await expect(handshake).toContainText(`connection ${socket} `);
  await expect(handshake).toContainText('HTTP/1.1');
});

test('after a cut the event stream comes back, and the WebSocket stays closed', async ({
  page,
}) => {
  const stage = await begin(page);
  await stage.getByLabel('Messages a second').selectOption('5');
  await untilMessages(stage, 5);
  const drawer = await openDrawer(stage, 'break');
  await drawer.getByRole('button', { name: 'Cut the connection' }).click();
  await expect(cell(stage, 'stream', 'state')).toHaveText('lost, tries again');
  await expect(cell(stage, 'socket', 'state')).toHaveText('closed (1006)');
  await expect(cell(stage, 'stream', 'state')).toHaveText('open');
  await expect.poll(() => numberIn(cell(stage, 'stream', 'missing'))).toBeGreaterThan(0);
  await expect(cell(stage, 'socket', 'state')).toHaveText('closed (1006)');
  await stage.getByRole('button', { name: 'Connect both anew' }).click();
  await expect(cell(stage, 'socket', 'state')).toHaveText('open');
  await untilMessages(stage, 3);
});

test('a stall is noticed by neither, and an end by both', async ({ page }) => {
  const stage = await begin(page);
  await stage.getByLabel('Messages a second').selectOption('20');
  await untilMessages(stage, 5);
  const drawer = await openDrawer(stage, 'break');
  await drawer.getByRole('button', { name: 'Stall' }).click();
  await expect(stage.locator('.kind-fault')).toBeVisible();
  for (const way of ways) await expect(cell(stage, way, 'state')).toHaveText('open');
  await drawer.getByRole('button', { name: 'Let it flow' }).click();
  await untilMessages(stage, 40);
  await drawer.getByRole('button', { name: 'End the response' }).click();
  await expect(cell(stage, 'socket', 'state')).toHaveText('closed (1000)');
  await expect(cell(stage, 'stream', 'state')).toHaveText('lost, tries again');
});

test('in Firefox both bring the same messages, too', async ({ baseURL }) => {
  const firefox = await launchFirefox({ acceptInsecureCerts: true });
  const page = await firefox.newPage();
  await page.goto(`${baseURL}${chapter}`);
  await page.evaluate(() => {
    const stage = document.querySelector('sse-demo#duel')!;
    stage.querySelector<HTMLButtonElement>('[data-start]')!.click();
  });
  await page.waitForSelector('sse-demo#duel fieldset:enabled select[name=rate]');
  await page.select('sse-demo#duel select[name=rate]', '20');
  const text = (selector: string) =>
    page.$eval(`sse-demo#duel ${selector}`, (place) => place.textContent);
  await expect.poll(async () => Number(await text('[data-socket=messages]'))).toBeGreaterThan(40);
  await expect.poll(() => text('[data-same]')).toMatch(/The same news: (\d+) of \1 messages/);
  expect(await text('[data-stream=extra]')).toBe('14.0');
  expect(await text('[data-socket=extra]')).toBe('2.0');
  await firefox.close();
});
