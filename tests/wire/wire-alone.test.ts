// A demo that shows what the wire carried does so alone, too: its page gets the modules for it, and a tap.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { findDemos } from '../../src/server/demos.ts';
import { startDemoAlone } from '../../src/server/run-demo.ts';
import { startTestCompanion, testSettings, writeDemos } from '../support/companion.ts';
import { newTap, readTap } from '../support/tap-reader.ts';

const folder = writeDemos({
  shows: 'export default (req, res) => res.end(req.url);',
  plain: 'export default (req, res) => res.end(req.url);',
});
for (const [slug, view] of [
  ['shows', '<p data-wire-alone></p>'],
  ['plain', '<p></p>'],
] as const) {
  mkdirSync(join(folder, slug), { recursive: true });
  writeFileSync(join(folder, slug, 'view.html'), view);
  writeFileSync(join(folder, slug, 'client.ts'), 'export function start() {}');
}
const demos = findDemos(folder);
const { origins } = await startTestCompanion({ demos });
const demo = await startDemoAlone('shows', testSettings(), { demos });
after(demo.close);

const first = '/@src/islands/stage/wire-alone.ts';

async function pageOf(address: string) {
  const response = await fetch(address);
  const policy = response.headers.get('content-security-policy') ?? '';
  return { policy, text: await response.text() };
}

test('the page of such a demo begins with the module that records it, and may load it', async () => {
  for (const address of [`${demo.origin}/`, `${origins.lab}/shows/`]) {
    const { policy, text } = await pageOf(address);
    assert.ok(text.includes(`<script type="module">import '${first}';`), text);
    assert.match(policy, /script-src 'sha256-[^']+' 'self';/);
  }
});

test('any other demo’s page has nothing of it', async () => {
  const { policy, text } = await pageOf(`${origins.lab}/plain/`);
  assert.ok(!text.includes('@src'), text);
  assert.match(policy, /script-src 'sha256-[^']+';/);
});

test('every module that it imports is there, as the browser runs it', async () => {
  const asked = new Set<string>();
  const load = async (path: string): Promise<void> => {
    if (asked.has(path)) return;
    asked.add(path);
    const response = await fetch(`${demo.origin}${path}`);
    assert.equal(response.status, 200, path);
    assert.match(response.headers.get('content-type') ?? '', /^text\/javascript/);
    const imports = (await response.text()).matchAll(/^import [^;]*?from '([^']+)';/gm);
    for (const [, name = ''] of imports) await load(new URL(name, `http://x${path}`).pathname);
  };
  await load(first);
  assert.ok(asked.has('/@src/sse/parse.ts'), [...asked].join(' '));
});

test('no other file of the course is served', async () => {
  for (const path of [
    '/@src/server/lab.ts',
    '/@src/islands/stage/nothing.ts',
    '/@src/islands/stage/..%2f..%2forigins.ts',
    '/@src/islands/sse-demo.ts',
  ]) {
    assert.equal((await fetch(`${demo.origin}${path}`)).status, 404, path);
  }
});

test('its tap records the run, at its own origin, for its own pages only', async () => {
  const name = newTap();
  const tap = readTap(demo.origin, name);
  await fetch(`${demo.origin}/@${name}.1/events?x=1`).then((response) => response.text());
  const head = await tap.find(({ kind }) => kind === 'request-head');
  assert.ok(atob(head.bytes ?? '').startsWith(`GET /@${name}.1/events?x=1 `));
  tap.leave();
  const headers = { origin: 'http://elsewhere.example' };
  const foreign = await fetch(`${demo.origin}/api/tap/${name}`, { headers });
  assert.equal(foreign.status, 403);
  assert.equal((await fetch(`${demo.origin}/api/tap/short`)).status, 404);
});
