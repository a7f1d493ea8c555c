import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { hostname } from 'node:os';
import { test } from 'node:test';
import { originsFor, readSettings } from '../../src/origins.ts';
import { reachedBy } from '../../src/server/listen.ts';
import { tapLimits } from '../../src/server/wire-taps.ts';
import { startTestCompanion, testSettings } from '../support/companion.ts';
import { http2Client } from '../support/http2-client.ts';
import { get, openRaw, rawClient } from '../support/raw-client.ts';
import { newTap } from '../support/tap-reader.ts';

const { origins, settings } = await startTestCompanion();

test('settings have defaults for one machine, and only for one machine', () => {
  const { host, port, labPort, labTlsPort } = readSettings({});
  assert.deepEqual([host, port, labPort, labTlsPort], ['localhost', 4321, 4322, 4323]);
});

test('a setting that cannot be is refused by name, with one that can', () => {
  const refusals: [Record<string, string>, RegExp][] = [
    [{ PORT: 'http' }, /^PORT is "http"\. .* for example PORT=4321\.$/],
    [{ PORT: '70000' }, /^PORT is "70000"/],
    [{ PORT: '-1' }, /^PORT/],
    [{ LAB_PORT: '1.5' }, /^LAB_PORT .* LAB_PORT=4322/],
    [{ HOST: 'a b' }, /^HOST .* HOST=0\.0\.0\.0/],
    [{ SITE_ORIGIN: 'course.example.org' }, /^SITE_ORIGIN .*=https:\/\/course\.example\.org/],
    [{ SITE_ORIGIN: 'https://course.example.org/path' }, /^SITE_ORIGIN .* without a path/],
    [{ LAB_TLS_ORIGIN: 'http://course.example.org' }, /^LAB_TLS_ORIGIN/],
    [{ MAX_STREAMS: '0' }, /^MAX_STREAMS .* from 1/],
    [{ LAB_PORT: '4321' }, /^PORT, LAB_PORT and LAB_TLS_PORT .* a port of its own/],
  ];
  for (const [environment, sentence] of refusals) {
    assert.throws(() => readSettings(environment), { message: sentence });
  }
});

test('a page finds the labs under the name it was reached by, unless an origin is set', () => {
  const here = readSettings({});
  assert.deepEqual(originsFor('192.168.0.7:4321', here), {
    site: 'http://192.168.0.7:4321',
    lab: 'http://192.168.0.7:4322',
    labTls: 'https://192.168.0.7:4323',
  });
  assert.equal(originsFor('[::1]:4321', here).lab, 'http://[::1]:4322');
  assert.equal(originsFor('no host at all', here).lab, 'http://localhost:4322');
  const proxied = readSettings({ LAB_ORIGIN: 'https://lab.example.org/' });
  assert.equal(originsFor('course.example.org', proxied).lab, 'https://lab.example.org');
});

test('/api/origins answers for the asking page, on 127.0.0.1, [::1] and localhost', async () => {
  for (const name of ['127.0.0.1', '[::1]', 'localhost']) {
    const response = await fetch(`http://${name}:${settings.port}/api/origins`);
    assert.deepEqual(await response.json(), originsFor(name, settings));
  }
});

const foreignHosts = [
  ...['evil.example', 'localhost.evil.example', '10.255.255.1', 'x y', ''],
  // Names that look like loopback, and that anybody may point at 127.0.0.1.
  ...['127.evil.example', '127.0.0.1.nip.io', '127.0.0.1.evil.example'],
  // Empty labels: no host names, whatever the URL parser says.
  ...['.', '..', 'a..', '999999999999..', '.:1'],
];

test('all three origins refuse to answer for names that are not this machine’s', async () => {
  for (const origin of [origins.site, origins.lab]) {
    for (const host of foreignHosts) {
      const client = rawClient(origin, `GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
      assert.match(await client.until('\r\n\r\n'), /^HTTP\/1\.1 4(21|00) /, host);
      client.leave();
    }
    for (const host of ['localhost', 'demo.localhost', '127.0.0.1:1', '[::1]:99', hostname()]) {
      const client = rawClient(origin, `GET /nowhere HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
      assert.match(await client.until('\r\n\r\n'), /^HTTP\/1\.1 404 /, host);
      client.leave();
    }
  }
  const client = http2Client(origins.labTls);
  for (const host of ['evil.example', '127.evil.example', '127.0.0.1.nip.io', '.']) {
    const { headers } = client.open('/first-stream/events', { ':authority': host });
    assert.equal((await headers)[':status'], 421, host);
  }
  client.close();
});

test('the lab lets the pages of the site and of the demos read, and nobody else’s', async () => {
  const allowed = async (origin: string) => {
    const client = openRaw(origins.lab, '/first-stream/events', { Origin: origin });
    const head = await client.until('\r\n\r\n');
    client.leave();
    return /^Access-Control-Allow-Origin: (.*)\r$/m.exec(head)?.[1];
  };
  for (const own of Object.values(origins)) assert.equal(await allowed(own), own);
  assert.equal(
    await allowed(`http://127.0.0.1:${settings.port}`),
    `http://127.0.0.1:${settings.port}`,
  );
  for (const other of [
    'http://localhost:1',
    'http://evil.example',
    'null',
    `https://localhost:${settings.port}`,
  ]) {
    assert.equal(await allowed(other), undefined, other);
  }
});

test('a preflight of the site’s is answered by the host', async () => {
  const fields = {
    Origin: origins.site,
    'Access-Control-Request-Method': 'POST',
    'Access-Control-Request-Headers': 'x-a',
  };
  const request = get(origins.lab, '/first-stream/events', fields).replace('GET', 'OPTIONS');
  const client = rawClient(origins.lab, request);
  const head = await client.until('\r\n\r\n');
  assert.match(head, /^HTTP\/1\.1 204 /);
  assert.match(head, /^Access-Control-Allow-Methods: .*POST/m);
  assert.match(head, /^Access-Control-Allow-Headers: x-a\r$/m);
  client.leave();
});

test('pages of other origins may not use up what the API has for its reader', async () => {
  const ask = async (path: string, from: string) => {
    const client = openRaw(origins.site, path, { 'Sec-Fetch-Site': from });
    const head = await client.until('\r\n\r\n');
    client.leave();
    return Number(head.slice(9, 12));
  };
  for (const path of ['/api/origins', `/api/tap/${newTap()}`]) {
    assert.equal(await ask(path, 'cross-site'), 403);
    assert.equal(await ask(path, 'same-site'), 403);
    assert.equal(await ask(path, 'same-origin'), 200);
    assert.equal(await ask(path, 'none'), 200);
  }
  // A link from elsewhere to a page is welcome.
  assert.equal(await ask('/nowhere', 'cross-site'), 404);
});

test('every response of the site carries a policy that names the labs and no scripts', async () => {
  const labs = [origins.lab, origins.labTls];
  const sockets = labs.map((origin) => origin.replace('http', 'ws'));
  for (const path of ['/', '/nowhere', '/api/origins']) {
    const { headers } = await fetch(origins.site + path);
    const policy = headers.get('content-security-policy') ?? '';
    assert.ok(
      policy.startsWith(
        `connect-src 'self' ${[...labs, ...sockets].join(' ')}; frame-ancestors 'none'`,
      ),
    );
    assert.doesNotMatch(policy, /script-src|style-src|default-src/);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('referrer-policy'), 'strict-origin-when-cross-origin');
    assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin');
  }
});

test('the lab’s own pages run their one script and nothing else', async () => {
  const response = await fetch(`${origins.lab}/first-stream/`);
  const policy = response.headers.get('content-security-policy') ?? '';
  assert.match(
    policy,
    /^default-src 'none'; script-src 'sha256-[^' ]+'; connect-src 'self'; style-src 'sha256-/,
  );
  assert.doesNotMatch(policy, /unsafe/);
});

test('the lab lists its demos, in the reader’s language', async () => {
  const english = await (await fetch(`${origins.lab}/`)).text();
  assert.match(english, /<a href="\/first-stream\/">first-stream<\/a>/);
  const spanish = await (
    await fetch(`${origins.lab}/`, { headers: { 'accept-language': 'es-AR,en' } })
  ).text();
  assert.match(spanish, /<html lang="es">/);
  assert.equal((await fetch(`${origins.lab}/nowhere/`)).status, 404);
  assert.equal((await fetch(`${origins.lab}/first-stream`, { redirect: 'manual' })).status, 301);
  const post = await fetch(`${origins.lab}/`, { method: 'POST' });
  assert.deepEqual([post.status, post.headers.get('allow')], [405, 'GET, HEAD']);
});

test('HEAD of a stream is answered with its head, on both protocols', async () => {
  const response = await fetch(`${origins.lab}/first-stream/events`, { method: 'HEAD' });
  assert.equal(response.headers.get('content-type'), 'text/event-stream');
  const client = http2Client(origins.labTls);
  const stream = client.open('/first-stream/events', { ':method': 'HEAD' });
  assert.equal((await stream.headers)['content-type'], 'text/event-stream');
  await stream.ended;
  client.close();
});

test('streams beyond the caps get 503, when to retry, and a sentence', async () => {
  const small = await startTestCompanion({}, { ...testSettings(), maxStreamsPerClient: 2 });
  const path = '/first-stream/events';
  const held = [openRaw(small.origins.lab, path), openRaw(small.origins.lab, path)];
  await Promise.all(held.map((client) => client.until('\n\n\r\n')));
  const refused = await fetch(small.origins.lab + path);
  assert.deepEqual([refused.status, refused.headers.get('retry-after')], [503, '5']);
  assert.match(await refused.text(), /2 streams open already.*MAX_STREAMS_PER_CLIENT/);
  held[0]!.leave();
  // The place is free as soon as the server has heard of it.
  for (let status = 503; status !== 200;) {
    const client = openRaw(small.origins.lab, path);
    status = Number((await client.until('\r\n\r\n')).slice(9, 12));
    client.leave();
  }
  held[1]!.leave();
});

test('behind a proxy on this machine no client is limited by what the others hold', async () => {
  const limits = {
    maxStreams: 3,
    maxStreamsPerClient: 1,
    siteOrigin: 'https://course.example.org',
  };
  const proxied = await startTestCompanion(
    { tapLimits: { ...tapLimits, tapsPerClient: 1 } },
    limits,
  );
  const site = `http://localhost:${proxied.settings.port}`;
  const held = [1, 2, 3].map(() => openRaw(site, `/api/tap/${newTap()}`));
  await Promise.all(held.map((client) => client.until(': ok')));
  assert.equal((await fetch(`${proxied.origins.lab}/first-stream/events`)).status, 503, 'in all');
  for (const client of held) client.leave();
});

test('who dribbles on after the end is cut off', { timeout: 15_000 }, async () => {
  const brief = await startTestCompanion({ idleTime: 50 });
  const { hostname, port } = new URL(brief.origins.lab);
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true }).resume();
  socket.write('GET / HTTP/1.1\r\nX: ');
  const dribble = setInterval(() => socket.write('x'), 100);
  const closed = new Promise((resolve) => socket.on('error', () => {}).once('close', resolve));
  await closed.finally(() => clearInterval(dribble));
});

test('the addresses said at the start are those that answer', async () => {
  const expected = { '127.0.0.1': 'localhost', '127.0.0.2': '127.0.0.2', '0.0.0.0': 'localhost' };
  for (const [host, name] of Object.entries(expected)) {
    const one = await startTestCompanion({}, { host });
    assert.equal(new URL(one.origins.site).hostname, name);
    for (const origin of [one.origins.site, one.origins.lab]) {
      assert.equal((await fetch(`${origin}/nowhere`)).status, 404, origin);
    }
  }
  const names = ['::1', '::', '192.0.2.1', '2001:db8::1', 'course.example'].map(reachedBy);
  assert.deepEqual(names, [
    'localhost',
    'localhost',
    '192.0.2.1',
    '[2001:db8::1]',
    'course.example',
  ]);
});
