import assert from 'node:assert/strict';
import { existsSync, unlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { compressDist } from '../../src/server/compress-dist.ts';
import { startTestCompanion, writeSite } from '../support/companion.ts';
import { get, openRaw, rawClient } from '../support/raw-client.ts';

const long = `<h1>ñ</h1>${'<p>One long response.</p>'.repeat(200)}`;
const dist = writeSite({
  'index.html': '<h1>Home</h1>',
  'en/one/index.html': long,
  '_astro/app.a1b2c3.js': `export const text = '${'x'.repeat(2000)}';`,
  'llms.txt': 'ñ',
  'pagefind/wasm.en.pagefind': 'x',
  'pagefind/pagefind.wasm': 'x',
  'font.woff2': 'x',
  'mark.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
});
await compressDist(join(dist, 'client'));
const { origins } = await startTestCompanion({ dist });

/** Without fetch: it decodes, and normalises paths. */
async function ask(target: string, fields = '', method = 'GET') {
  const client = rawClient(
    origins.site,
    `${method} ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${fields}\r\n`,
  );
  await client.ended;
  const bytes = client.all();
  const end = bytes.indexOf('\r\n\r\n');
  const [status = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  const headers = new Headers(
    lines.map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]),
  );
  return { status: Number(status.split(' ')[1]), headers, body: bytes.subarray(end + 4) };
}

test('pages are compressed at build time and sent as the browser can read them', async () => {
  assert.ok(existsSync(join(dist, 'client/en/one/index.html.br')));
  assert.ok(!existsSync(join(dist, 'client/index.html.br')), 'too small to gain');
  const plain = await ask('/en/one/');
  assert.deepEqual([plain.headers.get('content-encoding'), plain.body.toString()], [null, long]);
  const brotli = await ask('/en/one/', 'Accept-Encoding: gzip, deflate, br\r\n');
  assert.equal(brotli.headers.get('content-encoding'), 'br');
  assert.equal(brotliDecompressSync(brotli.body).toString(), long);
  const gzip = await ask('/en/one/', 'Accept-Encoding: gzip\r\n');
  assert.equal(gunzipSync(gzip.body).toString(), long);
  for (const { headers } of [plain, brotli, gzip]) {
    assert.match(headers.get('vary') ?? '', /accept-encoding/i);
    assert.match(headers.get('content-type') ?? '', /^text\/html; ?charset=utf-8$/);
  }
});

test('hashed files never change; everything else is asked for again and answered 304', async () => {
  const hashed = await ask('/_astro/app.a1b2c3.js', 'Accept-Encoding: br\r\n');
  assert.equal(hashed.headers.get('cache-control'), 'public, max-age=31536000, immutable');
  assert.match(hashed.headers.get('content-type') ?? '', /^text\/javascript/);
  const page = await ask('/en/one/');
  assert.equal(page.headers.get('cache-control'), 'no-cache');
  const again = await ask('/en/one/', `If-None-Match: ${page.headers.get('etag')}\r\n`);
  assert.deepEqual([again.status, again.body.length], [304, 0]);
});

test('files have the type that they are', async () => {
  const types = {
    '/llms.txt': 'text/plain; charset=utf-8',
    '/mark.svg': 'image/svg+xml',
    '/font.woff2': 'font/woff2',
    '/pagefind/pagefind.wasm': 'application/wasm',
    '/pagefind/wasm.en.pagefind': 'application/octet-stream',
  };
  for (const [path, type] of Object.entries(types)) {
    assert.equal((await ask(path)).headers.get('content-type'), type, path);
  }
});

test('HEAD is the head of GET', async () => {
  const head = await ask('/en/one/', '', 'HEAD');
  assert.equal(head.status, 200);
  assert.equal(head.headers.get('content-length'), String(Buffer.byteLength(long)));
  assert.equal(head.body.length, 0);
});

test('a folder without its slash is redirected, to this origin and no other', async () => {
  const redirected = await ask('/en/one?x=1');
  assert.deepEqual([redirected.status, redirected.headers.get('location')], [301, '/en/one/?x=1']);
  const outside = await ask('//evil.example/..');
  assert.doesNotMatch(outside.headers.get('location') ?? '', /^\/\//);
});

test('nothing outside the built files can be reached', async () => {
  const targets = [
    '/../package.json',
    '/..%2f..%2fpackage.json',
    '/en/../../server/entry.mjs',
    '/%2e%2e/x',
    '/%',
    '/%00',
    '/en/one/..%5c..%5c',
  ];
  for (const target of targets) assert.equal((await ask(target)).status, 404, target);
});

test('what is not there is the 404 page, by any method, and so is that page itself', async () => {
  for (const target of ['/en/nowhere/', '/es/nowhere', '/404', '/404.html', '/%3404', '//404/']) {
    const { status, body } = await ask(target);
    assert.deepEqual([status, body.toString()], [404, '<h1>Nothing here</h1>'], target);
  }
  assert.equal((await ask('/nowhere', 'If-None-Match: *\r\n')).status, 404);
  assert.equal((await ask('/nowhere', '', 'POST')).status, 404);
  const head = await ask('/nowhere', '', 'HEAD');
  assert.deepEqual([head.status, head.body.length], [404, 0]);
});

test(
  'a client that reads nothing loses its connection, and makes room',
  { timeout: 20_000 },
  async () => {
    const small = await startTestCompanion(
      { dist: writeSite({ 'big.bin': Buffer.alloc(2 ** 25) }), silence: 200 },
      { maxStreamsPerClient: 1 },
    );
    const { hostname, port } = new URL(small.origins.site);
    const deaf = [1, 2].map(() => connect(Number(port), hostname).pause());
    for (const socket of deaf) {
      socket.on('error', () => {}).write(`GET /big.bin HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    }
    // Two connections are all that this client may hold, on all origins together.
    await Promise.all(
      deaf.map((socket) => new Promise((resolve) => socket.once('connect', resolve))),
    );
    for (const origin of [small.origins.lab, small.origins.site]) {
      const refused = openRaw(origin, '/');
      await refused.ended;
      assert.equal(refused.all().length, 0, origin);
    }
    for (let came = 0; came === 0;) {
      const client = rawClient(
        small.origins.site,
        get(small.origins.site, '/', { Connection: 'close' }),
      );
      await client.ended;
      came = client.all().length;
    }
    for (const socket of deaf) socket.destroy();
  },
);

test('a file that a new build has taken away ends its request, and nothing else', async () => {
  const served = writeSite({ 'index.html': '<h1>Home</h1>', 'old.svg': '<svg/>' });
  const { origins } = await startTestCompanion({ dist: served });
  unlinkSync(join(served, 'client/old.svg'));
  const gone = openRaw(origins.site, '/old.svg');
  await gone.ended;
  assert.doesNotMatch(gone.all().toString(), /<svg/);
  assert.equal((await fetch(`${origins.site}/`)).status, 200);
});
