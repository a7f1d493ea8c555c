// What the chapter "What a message costs" tells a reader to do, and what it says of it.
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { ensureCertificate } from '../../src/server/certificate.ts';
import { headOf, startRelay, type Carried } from '../support/counting-relay.ts';
import { companionOnFreePorts, expect, test } from './course.ts';

const chapter = '/en/message-cost/';

async function begin(page: Page, path = chapter): Promise<Locator> {
  await page.goto(path);
  const stage = page.locator('sse-demo#message-cost');
  await stage.getByRole('button', { name: 'Start' }).click();
  await expect(stage.getByRole('button', { name: 'Measure' })).toBeEnabled();
  return stage;
}

async function measure(stage: Locator, kind: string, compress: string): Promise<void> {
  await stage.getByLabel('Messages of').selectOption(kind);
  await stage.getByLabel('Compression').selectOption(compress);
  await stage.getByRole('button', { name: 'Measure' }).click();
  await expect(stage.locator('[data-done]')).toContainText('is, in a day:');
}

/** The table’s rows as numbers: size, then what each carrier adds. */
async function rowsOf(stage: Locator): Promise<number[][]> {
  const rows = await stage.locator('tbody tr').allInnerTexts();
  return rows.map((row) => row.split('\t').map(numberOf));
}

const numberOf = (text: string) => Number(text.replace('−', '-').replaceAll(/[+,\s]/g, ''));

test('without compression the WebSocket adds least in every row', async ({ page }) => {
  const stage = await begin(page);
  await measure(stage, 'prices', 'off');
  const rows = await rowsOf(stage);
  expect(rows).toEqual([
    [1, 13, 17, 2, 6],
    [10, 14, 17, 2, 6],
    [100, 14, 17, 2, 6],
    [125, 14, 17, 2, 6],
    [126, 14, 17, 4, 8],
    [1000, 15, 17, 4, 8],
    [10_000, 16, 17, 4, 8],
    [65_536, 17, 53, 10, 14],
  ]);
  await expect(stage.locator('[data-done]')).toContainText('9.8 MB');
  await expect(stage.locator('svg polyline.socket')).toHaveCount(1);
  await expect(stage.locator('svg path.http2')).toHaveCount(8);
});

test('compression shrinks what repeats, and makes random letters larger', async ({ page }) => {
  const stage = await begin(page);
  await measure(stage, 'prices', 'on');
  const prices = await rowsOf(stage);
  const ofThousand = prices.find(([size]) => size === 1000)!.slice(1);
  for (const extra of ofThousand) expect(extra).toBeLessThan(-850);
  await expect(stage.locator('.wire-note')).toContainText(
    'This event stream is compressed. From here on, bytes and events are no longer linked.',
  );
  await measure(stage, 'letters', 'off');
  const plain = await rowsOf(stage);
  await measure(stage, 'letters', 'on');
  const packed = await rowsOf(stage);
  const hundred = (rows: number[][]) => rows.find(([size]) => size === 100)!;
  for (const carrier of [1, 2, 3])
    expect(hundred(packed)[carrier]).toBeGreaterThan(hundred(plain)[carrier]! - 8);
});

test('the table holds what an independent relay has counted over all carriers', async ({
  page,
}, info) => {
  const certificate = await ensureCertificate(join(info.outputDir, 'tls'), []);
  const [relay, tlsRelay] = [await startRelay(), await startRelay(certificate)];
  const companion = await companionOnFreePorts({
    LAB_ORIGIN: `http://localhost:${relay.port}`,
    LAB_TLS_ORIGIN: `https://localhost:${tlsRelay.port}`,
  });
  relay.target = companion.settings.labPort;
  tlsRelay.target = companion.settings.labTlsPort;
  const stage = await begin(page, `${companion.origins.site}${chapter}`);
  await measure(stage, 'letters', 'off');
  const rows = await rowsOf(stage);
  const socket = relay.connections.find(({ up }) => headOf(up).includes('/message-cost/ws?'))!;
  const stream = relay.connections.find(({ up }) => up.includes('/message-cost/events?'))!;
  const sent = [1, ...rows.map(([size]) => size!)];
  // Before the rows comes a message of one byte, after them an empty close frame each way.
  expect(afterHead(socket.down).length).toBe(sum(sent) + 2 + extra(rows, 3) + 2);
  expect(afterHead(socket.up).length).toBe(sum(sent) + 6 + extra(rows, 4) + 6);
  const opening = '6\r\n: ok\n\n\r\n'.length;
  expect(afterHead(stream.down).length).toBe(opening + sum(sent) + 13 + extra(rows, 1));
  const http2 = tlsRelay.connections.find((one) => dataBytes(one) > 1000)!;
  expect(dataBytes(http2)).toBe(15 + sum(sent) + 17 + extra(rows, 2));
  const heads = (await stage.locator('tfoot td').allInnerTexts()).map(numberOf);
  expect(heads[2]).toBe(headOf(socket.up).length + headOf(socket.down).length);
  const asked = stream.up.subarray(stream.up.lastIndexOf('GET /'));
  const answered = stream.down.subarray(stream.down.lastIndexOf('HTTP/1.1 '));
  expect(heads[0]).toBe(headOf(asked).length + headOf(answered).length);
  await companion.close();
  relay.close();
  tlsRelay.close();
});

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
const extra = (rows: number[][], column: number) => sum(rows.map((row) => row[column]!));

function afterHead(bytes: Buffer): Buffer {
  const last = bytes.subarray(
    bytes.lastIndexOf('HTTP/1.1 ') > 0 ? bytes.lastIndexOf('HTTP/1.1 ') : 0,
  );
  return last.subarray(headOf(last).length);
}

/** Bytes of DATA frames that a server has sent, frame headers included: RFC 9113 4.1. */
function dataBytes({ down }: Carried): number {
  let total = 0;
  for (let at = 0; at + 9 <= down.length;) {
    const length = down.readUIntBE(at, 3);
    if (down[at + 3] === 0 && length > 0) total += 9 + length;
    at += 9 + length;
  }
  return total;
}

test('without a server it says that nothing could be opened', async ({ page }) => {
  const companion = await companionOnFreePorts();
  const stage = await begin(page, `${companion.origins.site}${chapter}`);
  await companion.close();
  await stage.getByRole('button', { name: 'Measure' }).click();
  await expect(stage.locator('[data-done]')).toContainText('A connection could not be opened');
  await expect(stage.getByRole('button', { name: 'Measure' })).toBeEnabled();
});
