// What the chapter "The handshake and the frame" tells a reader to do, and what it says of Chromium.
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './course.ts';

const fact = (stage: Locator, name: string) => stage.locator(`[data-fact=${name}]`);
const told = (stage: Locator) => stage.locator('.events li');
const press = (stage: Locator, name: string) =>
  stage.locator('[data-view]').getByRole('button', { name, exact: true }).click();

/** What is shown of a field of the last frame of a direction: its bits or bytes, and what they say. */
const field = (stage: Locator, from: 'browser' | 'server', name: string) =>
  stage.locator(`[data-frame=${from}] tr`).filter({
    has: stage.page().getByRole('rowheader', { name, exact: true }),
  });

async function begin(page: Page): Promise<Locator> {
  await page.goto('/en/handshake-and-frame/');
  const stage = page.locator('sse-demo#frames');
  await stage.getByRole('button', { name: 'Start' }).click();
  await expect(told(stage)).toHaveText(['open news.v1']);
  return stage;
}

test('the server’s answer is what the page computes from the key', async ({ page }) => {
  const stage = await begin(page);
  await expect(fact(stage, 'status')).toHaveText('HTTP/1.1 101 Switching Protocols');
  const accept = await fact(stage, 'accept').innerText();
  expect(accept).toMatch(/^[\w+/]{27}=$/);
  await expect(fact(stage, 'computed')).toHaveText(accept);
  await expect(fact(stage, 'offers')).toContainText('permessage-deflate');
  await expect(fact(stage, 'extensions')).toHaveText('–');
  await stage.getByLabel('Compression').selectOption('on');
  await press(stage, 'Open anew');
  await expect(fact(stage, 'extensions')).toContainText('permessage-deflate');
});

test('the last frame of each direction is shown field by field', async ({ page }) => {
  const stage = await begin(page);
  for (const [size, length, more] of [
    ['5', '0000101', undefined],
    ['126', '1111110', '00 7e'],
    ['65536', '1111111', '00 00 00 00 00 01 00 00'],
  ] as const) {
    await stage.getByLabel('Message of').selectOption(size);
    for (const [button, from] of [
      ['From the page', 'browser'],
      ['From the server', 'server'],
    ] as const) {
      await press(stage, button);
      await expect(field(stage, from, 'length')).toContainText(length);
      if (more) await expect(field(stage, from, 'longer length')).toContainText(more);
      await expect(field(stage, from, 'opcode')).toContainText('0001text');
      await expect(field(stage, from, 'MASK')).toContainText(from === 'browser' ? '1' : '0');
      await expect(field(stage, from, 'payload')).toContainText('xxxxx');
    }
  }
  await expect(field(stage, 'browser', 'masking key')).toContainText(
    /^masking key([\da-f]{2} ?){4}$/,
  );
  await expect(field(stage, 'server', 'masking key')).toHaveCount(0);
});

test('a ping is answered by the browser, and the page hears nothing', async ({ page }) => {
  const stage = await begin(page);
  await press(stage, 'Ping');
  await expect(field(stage, 'browser', 'opcode')).toContainText('1010pong');
  await expect(field(stage, 'browser', 'payload')).toContainText('Are you there?');
  await press(stage, 'In three frames');
  await expect(told(stage)).toHaveText([
    'open news.v1',
    'message (28) One message in three frames.',
  ]);
  await expect(field(stage, 'server', 'opcode')).toContainText('0000continuation');
});

test('a subprotocol that the server does not choose fails the connection', async ({ page }) => {
  const stage = await begin(page);
  await stage.getByLabel('Subprotocol').selectOption('other');
  await press(stage, 'Open anew');
  await expect(told(stage).last()).toHaveText('close 1006 ✗');
});

test('a close frame’s code and reason are in the bytes and in the page', async ({ page }) => {
  const stage = await begin(page);
  await stage.locator('[name=close]').selectOption('4000');
  await press(stage, 'Close from the server');
  await expect(told(stage).last()).toHaveText('close 4000 You asked for it. ✓');
  await expect(field(stage, 'server', 'payload')).toContainText('4000 You asked for it.');
  await expect(stage.locator('.stage-state')).toContainText(
    'with code 4000: a WebSocket does not try again',
  );
});

test('what no server may send ends the connection: the browser says why to the server, not to the page', async ({
  page,
}) => {
  const stage = await begin(page);
  for (const what of ['masked', 'opcode', 'text', 'control', 'continued']) {
    await stage.getByLabel('What no server may send').selectOption(what);
    await press(stage, 'Send it');
    await expect(told(stage).last()).toHaveText('close 1006 ✗');
    await expect(field(stage, 'browser', 'payload')).toContainText('1002 ');
    await press(stage, 'Open anew');
    await expect(told(stage).last()).toHaveText('open news.v1');
  }
});
