import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { temporaryFolder, writeDemos, writeSite } from '../support/companion.ts';
import { http2Client } from '../support/http2-client.ts';
import { originsIn, runNode } from '../support/process.ts';
import { openRaw } from '../support/raw-client.ts';
import { newTap } from '../support/tap-reader.ts';

const script = fileURLToPath(new URL('../support/serve-companion.ts', import.meta.url));
const dist = writeSite({});
const tls = temporaryFolder();
const freePorts = { PORT: '0', LAB_PORT: '0', LAB_TLS_PORT: '0' };

function start(env: NodeJS.ProcessEnv = {}, demos?: string) {
  return runNode(script, [dist, tls, ...(demos ? [demos] : [])], { ...freePorts, ...env });
}

async function started(demos?: string) {
  const running = start({}, demos);
  const line = await running.output.until(/^\{.*\}$/m);
  return { ...running, origins: originsIn(line) };
}

test('SIGTERM ends open streams of all kinds in good order, exit code 0, in under a second', async () => {
  const { child, exited, origins } = await started();
  const run = `${newTap()}.1`;
  const tap = openRaw(origins.site, `/api/tap/${run.slice(0, 12)}`);
  const stream = openRaw(origins.lab, `/@${run}/first-stream/events`);
  const client = http2Client(origins.labTls);
  const http2 = client.open('/first-stream/events');
  await Promise.all([tap.until('ok'), stream.until('data'), http2.until('data')]);
  const asked = Date.now();
  child.kill('SIGTERM');
  assert.deepEqual(await exited, { code: 0, signal: null });
  assert.ok(Date.now() - asked < 1000, `${Date.now() - asked} ms`);
  await stream.until(/\r\n0\r\n\r\n$/);
  await tap.until(/\r\n0\r\n\r\n$/);
  assert.equal(await http2.ended, 'end');
});

test('a client that does not read cannot delay the end', async () => {
  const demos = writeDemos({
    flood: `export default (_req, res) => {
      res.writeHead(200, { 'Content-Type': 'text/event-stream' });
      // More than a client takes that does not read, less than the lab gives up on.
      for (let n = 0; n < 30; n++) res.write('data: ' + 'x'.repeat(100_000) + '\\n\\n');
    };`,
  });
  const { child, exited, origins } = await started(demos);
  const client = http2Client(origins.labTls);
  const deaf = client.session.request({ ':path': '/flood/events' });
  deaf.pause().on('error', () => {});
  await new Promise((resolve) => deaf.once('response', resolve));
  const asked = Date.now();
  child.kill('SIGINT');
  assert.equal((await exited).code, 0);
  assert.ok(Date.now() - asked < 1000, `${Date.now() - asked} ms`);
  client.close();
});

test('a process that does not end is killed, and the test that waits for it is told', async () => {
  const { output, exited } = runNode(script, [dist, tls], freePorts, 200);
  await assert.rejects(exited, /had to be killed: it had not ended after 0\.2 s\. It printed: /);
  await assert.rejects(output.until('never'), /^Error: Ended \(.* after 0\.2 s\) before never/);
});

for (const variable of ['PORT', 'LAB_PORT', 'LAB_TLS_PORT']) {
  test(`a ${variable} in use gets one sentence that names it, and exit code 1`, async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => squatter.once('listening', resolve));
    const { port } = squatter.address() as AddressInfo;
    const { output, exited } = start({ [variable]: String(port) });
    assert.equal((await exited).code, 1);
    const text = output.all().toString().trim();
    assert.match(text, new RegExp(`^Port ${port} is in use.* ${variable}=\\d+ .*$`));
    squatter.close();
  });
}

test('a bad setting and a bad host get their sentence, and no stack', async () => {
  const port = start({ PORT: 'many' });
  assert.equal((await port.exited).code, 1);
  assert.match(port.output.all().toString(), /^PORT is "many"[^\n]*\n$/);
  const host = start({ HOST: '192.0.2.1' });
  assert.equal((await host.exited).code, 1);
  assert.match(host.output.all().toString(), /^HOST is "192\.0\.2\.1"[^\n]*\n$/);
});

test('what fails while the site answers is a 500 and a line in the log, and nothing else ends', async () => {
  const failing = writeSite({});
  mkdirSync(join(failing, 'server'));
  writeFileSync(
    join(failing, 'server/entry.mjs'),
    `export function handler({ url }, res, next) {
      if (url === '/throws') throw new Error('thrown on demand');
      return url === '/rejects' ? Promise.reject(new Error('rejected on demand')) : next();
    }`,
  );
  const { child, output, exited } = runNode(script, [failing, tls], freePorts);
  const { site } = originsIn(await output.until(/^\{.*\}$/m));
  assert.equal((await fetch(`${site}/throws`)).status, 500);
  assert.equal((await fetch(`${site}/rejects`)).status, 500);
  await output.until(/thrown on demand[^]*rejected on demand/);
  assert.equal((await fetch(`${site}/nowhere`)).status, 404);
  child.kill('SIGTERM');
  assert.equal((await exited).code, 0);
});

test('a rejection that no demo caused ends the process, as it would without the companion', async () => {
  const { output, exited } = runNode(
    fileURLToPath(new URL('../support/reject-outside-demos.ts', import.meta.url)),
  );
  assert.equal((await exited).code, 1);
  assert.match(output.all().toString(), /nobody caught this/);
});

test('npm run demo and npm run dev say what is wrong with a setting, without a stack', async () => {
  const command = (name: string) =>
    fileURLToPath(new URL(`../../src/commands/${name}.ts`, import.meta.url));
  for (const [file, args] of [
    [command('demo'), ['first-stream']],
    [command('dev'), []],
  ] as const) {
    const { output, exited } = runNode(file, [...args], { PORT: 'abc' });
    assert.equal((await exited).code, 1, file);
    assert.match(output.all().toString(), /^PORT is "abc"[^\n]*\n$/);
  }
});

test('what fails while it closes still ends', async () => {
  const file = fileURLToPath(new URL('../support/fail-to-close.ts', import.meta.url));
  const { child, output, exited } = runNode(file);
  await output.until('started');
  child.kill('SIGTERM');
  assert.equal((await exited).code, 0);
});

test('a demo that fails, in whatever way, leaves the companion running and its name in the log', async () => {
  const stream = `res.writeHead(200, { 'Content-Type': 'text/event-stream' }); res.write(': ok\\n\\n');`;
  const demos = writeDemos({
    throws: `export default () => { throw new Error('at once'); };`,
    rejects: `export default async () => { throw new Error('a promise'); };`,
    later: `export default (req, res) => { ${stream} setImmediate(() => { throw new Error('a timer'); }); };`,
    emits: `import { EventEmitter } from 'node:events';
      export default (req, res) => { ${stream} setImmediate(() => new EventEmitter().emit('error', new Error('an event'))); };`,
    headers: `export default (req, res) => { ${stream} res.setHeader('X-Late', 'yes'); };`,
    ended: `export default (req, res) => { res.end(); setImmediate(() => res.write('too late')); };`,
    empty: `export const nothing = 1;`,
    broken: `export default (`,
    well: `export default (req, res) => res.end('well');`,
  });
  const { child, output, exited, origins } = await started(demos);
  for (const [slug, said] of Object.entries({
    throws: 'Error: at once',
    rejects: 'Error: a promise',
    empty: 'no default export',
    broken: 'SyntaxError',
  })) {
    const response = await fetch(`${origins.lab}/${slug}/events`);
    assert.equal(response.status, 500, slug);
    await output.until(new RegExp(`^The demo "${slug}" failed: .*${said}`, 'm'));
  }
  for (const [slug, said] of Object.entries({
    later: 'a timer',
    emits: 'an event',
    headers: 'X-Late|headers',
  })) {
    const client = openRaw(origins.lab, `/${slug}/events`);
    await client.until(/\r\n0\r\n\r\n$/);
    client.leave();
    const secure = http2Client(origins.labTls);
    assert.equal(await secure.open(`/${slug}/events`).ended, 'end', slug);
    secure.close();
    await output.until(new RegExp(`^The demo "${slug}" failed: .*(${said})`, 'm'));
  }
  assert.equal((await fetch(`${origins.lab}/ended/events`)).status, 200);
  assert.equal(await (await fetch(`${origins.lab}/well/events`)).text(), 'well');
  child.kill('SIGTERM');
  assert.equal((await exited).code, 0);
});
