// The contract of demos/README.md, for every folder there is.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { WebSocket } from 'ws';
import { listDemoCode } from '../../src/demo-folders.ts';
import { fillView, isInteractive, usesBothProtocols } from '../../src/demo-view.ts';
import { locales } from '../../src/i18n/translate.ts';
import { demosFolder, findDemos } from '../../src/server/demos.ts';
import { startTestCompanion, startTestDemo } from '../support/companion.ts';
import { http2Client } from '../support/http2-client.ts';
import { openRaw } from '../support/raw-client.ts';

const { origins } = await startTestCompanion();
const demos = findDemos().list();

test('there are demos', () => assert.ok(demos.includes('first-stream')));

/** Timers that keep the process busy: a demo's are among them, those of idle sockets are not. */
const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

/** Resolves once the number of timers is back: the server hears of a leaving client a moment later. */
async function untilTimersAre(count: number): Promise<void> {
  const deadline = Date.now() + 5000;
  while (timers() > count) {
    assert.ok(Date.now() < deadline, `${timers() - count} timers run on after the client left`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

for (const slug of demos) {
  const read = (file: string) => readFileSync(join(demosFolder, slug, file), 'utf8');

  describe(`demo ${slug}`, () => {
    const code = listDemoCode(demosFolder, slug);
    const hasUpgrade = /^export (function upgrade\(|\{[^}]*\bupgrade\b)/m.test(read('server.ts'));

    test('has its four files, short enough to be read on a slide', () => {
      assert.deepEqual([code.includes('server.ts'), code.includes('client.ts')], [true, true]);
      for (const file of code) {
        const lines = read(file).trimEnd().split('\n');
        assert.ok(lines.length <= 60, `${file} has ${lines.length} lines; 60 fit`);
        for (const line of lines) assert.ok(line.length <= 72, `${file} is wider than 72: ${line}`);
      }
      assert.match(read('README.md'), new RegExp(`npm run demo ${slug}\\b[^]*curl -N`));
      assert.doesNotMatch(read('view.html'), /<script|\son\w+=|style=/);
    });

    test('keeps the contract in its source', () => {
      for (const file of code) {
        assert.doesNotMatch(read(file), /innerHTML|insertAdjacentHTML|document\.write/);
        if (file.startsWith('server')) {
          assert.doesNotMatch(read(file), /['"](Connection|Transfer-Encoding)['"]/i);
          // The host sets CORS; a demo about CORS may take it away.
          assert.doesNotMatch(read(file), /(?<!removeHeader\()['"]Access-Control/i);
          // The host listens. What a demo measures in a process of its own is private to this machine.
          assert.doesNotMatch(read(file), /\.listen\((?!0, '127\.0\.0\.1')/);
        }
        const half = file.startsWith('server') ? 'server' : 'client';
        for (const [, from] of read(file).matchAll(/ from '([^']+)'/g)) {
          if (from === 'ws' && half === 'server' && hasUpgrade) continue;
          assert.match(
            from!,
            new RegExp(`^node:|^\\./${half}-[a-z0-9-]+\\.ts$|^\\.\\./\\.\\./src/(sse|classroom)/`),
          );
        }
      }
      assert.match(
        read('client.ts'),
        usesBothProtocols(read('view.html'))
          ? /^export function start\(\s*view: HTMLElement,\s*_?url: string,\s*urls: \{ http1: string; http2: string \},\s*\): \(\) => void/m
          : /^export function start\(view: HTMLElement, url: string\): \(\) => void/m,
      );
    });

    test('speaks every language, with the same words', () => {
      const words = existsSync(join(demosFolder, slug, 'words.json'))
        ? read('words.json')
        : undefined;
      const views = locales.map((locale) => fillView(read('view.html'), words, locale));
      for (const view of views) assert.doesNotMatch(view, /\{\{|\}\}/);
      if (words === undefined) return;
      const all = Object.values(JSON.parse(words) as Record<string, Record<string, string>>);
      assert.deepEqual(Object.keys(JSON.parse(words) as object), [...locales]);
      for (const one of all) {
        assert.deepEqual(Object.keys(one), Object.keys(all[0]!));
        for (const key of Object.keys(one)) {
          assert.ok(read('view.html').includes(`{{${key}}}`), `nothing says "${key}"`);
        }
      }
    });

    test('has styles only for its own view, controls that wait for Start, or a recording', () => {
      const style = existsSync(join(demosFolder, slug, 'view.css')) ? read('view.css') : '';
      const outside = style
        .replace(/\/\*[^]*?\*\//g, '')
        .trim()
        .split(/^\}$/m)
        .map((rule) => rule.trim())
        .filter((rule) => rule && !rule.startsWith(`.view-${slug} {`));
      assert.deepEqual(outside, []);
      if (isInteractive(read('view.html'))) {
        assert.match(read('view.html'), /<fieldset[^>]* disabled/);
      } else assert.ok(existsSync(join(demosFolder, slug, 'recording.json')), 'no recording.json');
    });

    if (hasUpgrade) {
      test('bounds the messages of its WebSocket half, and expects errors', () => {
        const server = code
          .filter((file) => file.startsWith('server'))
          .map(read)
          .join('\n');
        assert.match(server, /noServer: true/);
        // Without it ws takes messages of 100 MiB.
        assert.match(server, /\bmaxPayload\b/);
        assert.match(server, /\.on\('error'/);
      });

      test('grants a WebSocket at /ws, on both labs', async () => {
        for (const lab of [origins.lab, origins.labTls]) {
          const address = `${lab.replace('http', 'ws')}/${slug}/ws`;
          const socket = new WebSocket(address, { rejectUnauthorized: false });
          await once(socket, 'open');
          socket.close();
          await once(socket, 'close');
        }
      });
    }

    test('sends its first bytes at once and stops its timers when the client leaves, on HTTP/1.1', async () => {
      const before = timers();
      const client = openRaw(origins.lab, `/${slug}/events`);
      const start = await client.until(/\r\n\r\n[^]+\n/);
      assert.match(start, /^HTTP\/1\.1 200 OK\r\n[^]*^Content-Type: text\/event-stream/im);
      client.leave();
      await untilTimersAre(before);
    });

    test('does so on HTTP/2 too', async () => {
      const client = http2Client(origins.labTls);
      // The connection itself stays: only the stream is left.
      await client.open('/').ended;
      const before = timers();
      const stream = client.open(`/${slug}/events`);
      assert.match((await stream.headers)['content-type'] ?? '', /^text\/event-stream/);
      await stream.until('\n');
      stream.leave();
      await untilTimersAre(before);
      client.close();
    });

    test('can be read by the site’s pages', async () => {
      const client = openRaw(origins.lab, `/${slug}/events`, { Origin: origins.site });
      const head = await client.until('\r\n\r\n');
      client.leave();
      assert.ok(head.includes(`Access-Control-Allow-Origin: ${origins.site}\r\n`));
    });

    test('answers 404 to what it does not know, mounted and alone', async () => {
      const alone = await startTestDemo(slug);
      for (const address of [
        `${origins.lab}/${slug}/nowhere`,
        `${alone}/nowhere`,
        `${alone}/${slug}/events`,
      ]) {
        assert.equal((await fetch(address)).status, 404, address);
      }
      assert.equal((await fetch(`${alone}/`)).status, 200);
    });
  });
}
