// What the chapter "Choosing" tells a reader to do: the guide, and the probe.
import type { Locator, Page } from '@playwright/test';
import { expect, openDrawer, test } from './course.ts';

const chapter = '/en/choosing/';
const guideOn = (page: Page) => page.locator('course-guide#which');
const result = (page: Page) => guideOn(page).getByRole('status');
const way = (page: Page, name: string) => guideOn(page).locator(`[data-way=${name}]`);

async function answer(page: Page, question: string, said: string): Promise<void> {
  await guideOn(page)
    .getByRole('group', { name: question })
    .getByLabel(said, { exact: true })
    .check();
}

test('you already have a REST API: SSE, with its reasons, and an address that keeps the answers', async ({
  page,
}) => {
  await page.goto(chapter);
  await answer(page, 'Is there a REST API already?', 'Yes');
  await answer(page, 'Who talks?', 'Both; the page now and then');
  await expect(result(page)).toHaveText('First: Server-Sent Events, with EventSource.');
  await expect(way(page, 'sse').getByRole('listitem')).toHaveText([
    /^for A POST for what the page has to say/,
    /^for The same server, the same authentication/,
  ]);
  await expect(way(page, 'websocket').getByRole('listitem')).toHaveText([
    /^against A second way in/,
  ]);
  expect(new URL(page.url()).search).toBe('?direction=both-rarely&have=rest');
  const link = page.url();
  await page.goto('/en/');
  await page.goto(link);
  await expect(result(page)).toHaveText('First: Server-Sent Events, with EventSource.');
  await guideOn(page).getByRole('button', { name: 'Forget the answers' }).click();
  await expect(result(page)).toHaveText('');
  await expect(way(page, 'push').getByRole('listitem')).toHaveCount(4);
});

test('you need bytes both ways: WebSocket; and nothing that cannot be is before what can', async ({
  page,
}) => {
  await page.goto(chapter);
  await guideOn(page).getByRole('link', { name: 'You need bytes, both ways' }).click();
  await expect(result(page)).toHaveText('First: WebSocket.');
  await expect(guideOn(page).getByLabel('Bytes', { exact: true })).toBeChecked();
  const order = await guideOn(page)
    .locator('[data-way]')
    .evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['way']));
  expect(order[0]).toBe('websocket');
  expect(order.at(-1)).toBe('push');
  await page.goBack();
  await expect(result(page)).toHaveText('');
});

test('an answer that is none is said, and text', async ({ page }) => {
  await page.goto(`${chapter}?have=rest&speed=%3Cb%3Ex#which`);
  await expect(result(page)).toHaveText(
    'This link has answers that are unknown here: speed=<b>x. They are ignored. First: Server-Sent Events, with EventSource.',
  );
});

test('the guide works by keyboard, in Spanish, and says a tie', async ({ page }) => {
  await page.goto('/es/choosing/?data=binary#which');
  const radio = guideOn(page).getByRole('group', { name: '¿Quién habla?' }).getByLabel('Da igual');
  await radio.focus();
  await page.keyboard.press('ArrowDown');
  await expect(result(page)).toHaveText(
    'Empatados: Un stream leído con fetch, WebSocket. Deciden las razones, no cuántas son.',
  );
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('every situation has its answer, every reason its condition', async ({ page }) => {
    await page.goto(chapter);
    await expect(guideOn(page)).toContainText('A chat: Server-Sent Events, with EventSource');
    await expect(way(page, 'websocket')).toContainText('if: Who talks? Both, many times a second');
    await expect(guideOn(page).locator('form')).toBeHidden();
  });
});

const row = (stage: Locator, name: string) => stage.locator(`[data-probe=${name}] td`).first();

async function begin(page: Page, protocol: string): Promise<Locator> {
  await page.goto(chapter);
  const stage = page.locator('sse-demo#what-gets-through');
  await stage.getByText(protocol, { exact: true }).click();
  await stage.getByRole('button', { name: 'Start' }).click();
  return stage;
}

test('a probe tells what gets through, over both protocols; a stream that is refused does not', async ({
  page,
}) => {
  for (const protocol of ['HTTP/2', 'HTTP/1.1']) {
    const stage = await begin(page, protocol);
    await stage.getByRole('button', { name: 'Probe' }).click();
    for (const name of ['poll', 'events', 'stream', 'webSocket'])
      await expect(row(stage, name)).toHaveText('gets through');
    for (const name of ['upload', 'push'])
      await expect(row(stage, name)).toHaveText('the browser has it');
  }
  const stage = page.locator('sse-demo#what-gets-through');
  const drawer = await openDrawer(stage, 'break');
  await drawer.getByRole('button', { name: 'Answer 500' }).click();
  await expect(drawer).toContainText('the browser’s next request is answered 500');
  await stage.getByRole('button', { name: 'Probe' }).click();
  await expect(row(stage, 'poll')).toHaveText('gets through');
  await expect(row(stage, 'events')).toHaveText('does not');
  await expect(row(stage, 'webSocket')).toHaveText('gets through');
});
