// A compressed event stream in both browsers: the body does not end, so each event has to be flushed.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { constants, createGzip } from 'node:zlib';
import { atEnd } from '../support/at-end.ts';
import { inBothBrowsers } from '../support/figure.ts';
import { openTab } from '../support/two-browsers.ts';
import { until } from '../support/until.ts';

/** Serves a page, and an event stream in gzip whose next event comes when it is asked for. */
async function serveZipped(): Promise<{ origin: string; say: (text: string) => void }> {
  let say = (_text: string) => {};
  const server = createServer((req, res) => {
    if (req.url !== '/events') return void res.end('<!doctype html><title>gzip</title>');
    res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Content-Encoding': 'gzip' });
    const gzip = createGzip({ flush: constants.Z_SYNC_FLUSH });
    gzip.pipe(res);
    gzip.write(': ok\n\n');
    say = (text) => void gzip.write(`data: ${text}\n\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  atEnd(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { origin: `http://localhost:${port}`, say: (text) => say(text) };
}

inBothBrowsers(
  'an event stream compressed with gzip is dispatched event by event',
  async (browser) => {
    const server = await serveZipped();
    const page = await openTab(browser, `${server.origin}/`);
    await page.evaluate(() => {
      const holder = globalThis as unknown as { heard: string[]; source: EventSource };
      holder.heard = [];
      holder.source = new EventSource('/events');
      holder.source.onopen = () => holder.heard.push('open');
      holder.source.onmessage = ({ data }) => holder.heard.push(String(data));
    });
    const heard = () =>
      page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard.join());
    await until('open', async () => (await heard()) === 'open');
    for (const [text, all] of [
      ['a', 'open,a'],
      ['b', 'open,a,b'],
    ] as const) {
      // The next one is written only when this one has been dispatched.
      server.say(text);
      await until(all, async () => (await heard()) === all);
    }
    await page.close();
  },
);
