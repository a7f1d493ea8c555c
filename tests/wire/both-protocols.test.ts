// A demo that runs over HTTP/1.1 and HTTP/2 at once: its own page reaches both labs, mounted and alone.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { findDemos } from '../../src/server/demos.ts';
import { startDemoAlone } from '../../src/server/run-demo.ts';
import {
  startTestCompanion,
  temporaryFolder,
  testSettings,
  writeDemos,
} from '../support/companion.ts';
import { http2Client } from '../support/http2-client.ts';

const folder = writeDemos({
  both: 'export default (req, res) => res.end(req.httpVersion);',
  one: 'export default (req, res) => res.end(req.httpVersion);',
});
for (const [slug, view] of [
  ['both', '<p data-both-protocols></p>'],
  ['one', '<p></p>'],
] as const) {
  mkdirSync(join(folder, slug), { recursive: true });
  writeFileSync(join(folder, slug, 'view.html'), view);
  writeFileSync(join(folder, slug, 'client.ts'), 'export function start() {}');
}
const demos = findDemos(folder);
const { origins } = await startTestCompanion({ demos });

async function page(address: string): Promise<{ policy: string; text: string }> {
  const response = await fetch(address);
  assert.equal(response.status, 200, address);
  const policy = response.headers.get('content-security-policy') ?? '';
  return { policy, text: await response.text() };
}

test('its page knows where both labs are, and may connect to them', async () => {
  const { policy, text } = await page(`${origins.lab}/both/`);
  assert.ok(text.includes(`data-http1="${origins.lab}" data-http2="${origins.labTls}"`), text);
  const labs = [origins.lab, origins.labTls];
  const all = [...labs, ...labs.map((origin) => origin.replace('http', 'ws'))];
  assert.ok(policy.includes(`connect-src 'self' ${all.join(' ')};`), policy);
});

test('any other demo’s page connects to its own origin only', async () => {
  const { policy } = await page(`${origins.lab}/one/`);
  assert.ok(policy.includes("connect-src 'self';"), policy);
});

test('a page of a lab may read the other lab, and a foreign page neither', async () => {
  for (const [origin, allowed] of [
    [origins.lab, origins.lab],
    [origins.labTls, origins.labTls],
    [origins.lab.replace('http:', 'https:'), null],
    ['http://localhost:1', null],
  ] as const) {
    const { headers } = await fetch(`${origins.lab}/both/x`, { headers: { origin } });
    assert.equal(headers.get('access-control-allow-origin'), allowed, origin);
  }
});

test('alone it has a second port, with TLS and HTTP/2, which its page may read', async () => {
  const places = { demos, tls: temporaryFolder() };
  const demo = await startDemoAlone('both', testSettings(), places);
  after(demo.close);
  const { text } = await page(`${demo.origin}/`);
  assert.ok(text.includes(`data-http1="${demo.origin}" data-http2="${demo.tlsOrigin}"`), text);
  const client = http2Client(demo.tlsOrigin!);
  const stream = client.open('/x', { origin: demo.origin });
  assert.equal((await stream.headers)['access-control-allow-origin'], demo.origin);
  await stream.until('2.0');
  client.close();
});

test('any other demo alone has no second port', async () => {
  const demo = await startDemoAlone('one', testSettings(), { demos, tls: temporaryFolder() });
  after(demo.close);
  assert.equal(demo.tlsOrigin, undefined);
});
