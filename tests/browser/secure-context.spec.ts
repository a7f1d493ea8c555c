import { once } from 'node:events';
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttp2 } from 'node:http2';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { readSettings } from '../../src/origins.ts';
import { startCompanion, tlsFolder } from '../../src/server/companion.ts';
import { lanAddresses } from '../../src/server/listen.ts';
import { chapters, expect, test } from './course.ts';
import { launchFirefox } from './firefox.ts';

const [lan] = lanAddresses();
const chapter = '/en/trusting-localhost/';

async function listen(server: Server, host = 'localhost'): Promise<number> {
  server.listen(0, host);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Through Chromium's warning, as a reader goes. */
async function acceptCertificate(warning: Page): Promise<void> {
  await warning.locator('#details-button').click();
  await warning.locator('#proceed-link').click();
}

test.describe(
  'in a browser that does not take the lab’s certificate',
  { tag: '@whole-browser' },
  () => {
    test.use({ ignoreHTTPSErrors: false });

    test('the stage leads through it: one link, and the demo starts by itself', async ({
      page,
      stage,
      context,
    }) => {
      await page.goto(chapters.en);
      await stage.getByText('HTTP/2', { exact: true }).click();
      await stage.getByRole('button', { name: 'Start' }).click();
      const notice = stage.locator('[data-notice]');
      await expect(notice).toHaveRole('status');
      await expect(notice).toContainText('does not take the lab’s certificate');
      const opening = context.waitForEvent('page');
      await notice.getByRole('link', { name: 'Open the lab in a new tab' }).click();
      const lab = await opening;
      await acceptCertificate(lab);
      await expect(lab.getByRole('heading', { level: 1 })).toContainText(
        'takes the lab’s certificate',
      );
      await lab.close();
      await page.bringToFront();
      await expect(stage.locator('[data-view] li').first()).toBeVisible();
      await expect(stage.locator('[data-proof]')).toContainText('HTTP/2');
      await expect(notice).toBeHidden();
    });

    test('a demo over both protocols shows what the page hears, and what the server hears', async ({
      page,
      context,
    }) => {
      await page.goto(chapter);
      const stage = page.locator('sse-demo#secure-context');
      await stage.getByRole('button', { name: 'Start' }).click();
      const row = (name: string) => stage.getByRole('row', { name });
      await expect(row('HTTP/1.1')).toContainText('✓ HTTP/1.1');
      await expect(row('HTTP/1.1')).toContainText('✓ open');
      await expect(row('TLS')).toContainText('✗ TypeError');
      await expect(row('TLS')).toContainText('✗ error, readyState 0: will try again');
      const handshakes = stage.locator('[data-handshakes]');
      await expect(handshakes).toContainText('handshake failed: ssl/tls alert certificate unknown');
      const notice = stage.locator('[data-notice]');
      await expect(notice).toBeVisible();

      const opening = context.waitForEvent('page');
      await notice.getByRole('link').click();
      const lab = await opening;
      await acceptCertificate(lab);
      const shown = await stage.locator('[data-shown=fingerprint]').innerText();
      expect(shown).toMatch(/^([0-9A-F]{2}:){31}/);
      await expect(lab.locator('dd').first()).toHaveText(shown);
      await lab.close();
      await page.bringToFront();
      await expect(row('TLS')).toContainText('✓ HTTP/2.0');
      await expect(row('TLS')).toContainText('✓ open');
      await expect(notice).toBeHidden();
      await stage.getByRole('button', { name: 'Ask both labs' }).click();
      await expect(row('TLS')).toContainText('✓ open');
    });

    test('Stop ends the asking', async ({ page, stage, companion }) => {
      await page.goto(chapters.en);
      await stage.getByText('HTTP/2', { exact: true }).click();
      await stage.getByRole('button', { name: 'Start' }).click();
      await expect(stage.locator('[data-notice]')).toBeVisible();
      await stage.getByRole('button', { name: 'Stop' }).click();
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await page.evaluate(() => dispatchEvent(new Event('focus')));
      await page.evaluate(() => fetch('/api/origins'));
      expect(asked).toEqual([`${companion.origins.site}/api/origins`]);
    });
  },
);

/** What a page can use. */
const ofPage = () => ({
  isSecureContext,
  has: [
    ['crypto.subtle', 'subtle' in crypto],
    ['navigator.clipboard', 'clipboard' in navigator],
    ['navigator.locks', 'locks' in navigator],
    ['navigator.serviceWorker', 'serviceWorker' in navigator],
    ['caches', 'caches' in self],
    ['EventSource', 'EventSource' in self],
  ].flatMap(([name, isThere]) => (isThere ? [name] : [])),
});

test('without TLS localhost, its names and 127.0.0.1 are secure contexts', async ({
  page,
  companion,
}) => {
  const { port } = new URL(companion.origins.site);
  for (const host of ['localhost', 'course.localhost', '127.0.0.1']) {
    await page.goto(`http://${host}:${port}/api/origins`);
    const { isSecureContext: isSecure, has } = await page.evaluate(ofPage);
    expect(isSecure, host).toBe(true);
    expect(has, host).toHaveLength(6);
  }
});

test('a page at an http network address has EventSource and lacks what needs a secure context', async ({
  page,
}) => {
  test.skip(!lan, 'This machine is in no network.');
  // With a certificate of its own: it has other names.
  const tls = mkdtempSync(join(tmpdir(), 'one-long-response-'));
  const env = { HOST: '0.0.0.0', PORT: '0', LAB_PORT: '0', LAB_TLS_PORT: '0' };
  const companion = await startCompanion(readSettings(env), { tls });
  await page.goto(`http://${lan}:${companion.settings.port}/api/origins`);
  expect(await page.evaluate(ofPage)).toEqual({ isSecureContext: false, has: ['EventSource'] });
  await companion.close();
});

test('a page over https may stream from http on loopback, and from no other http host', async ({
  page,
  companion: _companion,
}) => {
  test.skip(!lan, 'This machine is in no network.');
  const read = (file: string) => readFileSync(join(tlsFolder, file), 'utf8');
  const pair = { key: read('key.pem'), cert: read('cert.pem') };
  const secure = createHttps(pair, (_req, res) => res.end('<title>page</title>'));
  let requests = 0;
  const plain = createHttp((_req: IncomingMessage, res: ServerResponse) => {
    requests++;
    res.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'Access-Control-Allow-Origin': '*',
    });
    res.write(': ok\n\n');
  });
  const [securePort, plainPort] = [await listen(secure), await listen(plain, '0.0.0.0')];
  const open = (host: string) =>
    page.evaluate(
      (url) =>
        new Promise((resolve) => {
          const source = new EventSource(url);
          source.onopen = source.onerror = ({ type }) => {
            resolve(`${type} ${source.readyState}`);
            source.close();
          };
        }),
      `http://${host}:${plainPort}/`,
    );
  await page.goto(`https://localhost:${securePort}/`);
  expect(await open(lan!)).toBe('error 2');
  expect(requests).toBe(0);
  expect(await open('127.0.0.1')).toBe('open 1');
  for (const server of [secure, plain]) {
    server.closeAllConnections();
    server.close();
  }
});

test('Chromium speaks no HTTP/2 without TLS', async ({ page }) => {
  const server = createHttp2((_req, res) => void res.end('HTTP/2'));
  server.on('sessionError', () => {});
  const port = await listen(server);
  await expect(page.goto(`http://localhost:${port}/`)).rejects.toThrow('ERR_INVALID_HTTP_RESPONSE');
  server.close();
});

test('Firefox gives up on the stream, is led through its own warning, and the demo begins anew', async ({
  companion,
}) => {
  const firefox = await launchFirefox({ acceptInsecureCerts: false });
  const page = await firefox.newPage();
  await page.goto(companion.origins.site + chapter);
  await page.evaluate(press, 'sse-demo#secure-context', '[data-start]');
  const stage = () =>
    page.$eval('sse-demo#secure-context', (one) => (one as HTMLElement).innerText);
  await expect.poll(stage).toContain('does not take the lab’s certificate');
  await expect.poll(stage).toContain('✗ TypeError');
  await expect.poll(stage).toContain('✗ error, readyState 2: never again');
  await expect.poll(stage).toContain('handshake failed: ssl/tls alert bad certificate');

  const warning = await firefox.newPage();
  // The navigation fails, and Firefox shows its warning.
  await warning.goto(`${companion.origins.labTls}/trust`).catch(() => undefined);
  for (const button of ['#advanced-button', '#exception-button'])
    await expect.poll(() => warning.evaluate(press, 'net-error-card', button)).toBe(true);
  await expect.poll(() => warning.title()).toContain('takes the lab’s certificate');
  await warning.close();
  await page.bringToFront();
  await expect.poll(stage).toContain('✓ HTTP/2.0');
  expect(await stage()).not.toContain('does not take the lab’s certificate');
  await firefox.close();
});

/** Presses a button inside an element, or inside its shadow; false while it cannot be pressed. */
function press(inside: string, selector: string): boolean {
  const host = document.querySelector(inside);
  const button = (host?.shadowRoot ?? host)?.querySelector<HTMLButtonElement>(selector);
  if (!button || button.disabled) return false;
  (button.shadowRoot?.querySelector('button') ?? button).click();
  return true;
}
