// What a page does in a measurement: opens streams, asks for other things, and says how far they are.
import type { Page } from 'puppeteer-core';
import type { CountingServer } from './counting-server.ts';
import { until } from './until.ts';

/** Kept in the page, so that nothing is collected while it is looked at. */
type Kept = {
  streams: EventSource[];
  events: number[];
  errors: number;
  asked: Record<string, string>;
};
type Kind = 'fetch' | 'img' | 'script' | 'link' | 'iframe';

/** Opens event streams, each at an address of its own. */
export async function openStreams(page: Page, count: number, url = '/events'): Promise<void> {
  await page.evaluate(
    (count, url) => {
      const fresh: Kept = { streams: [], events: [], errors: 0, asked: {} };
      const kept = ((globalThis as { kept?: Kept }).kept ??= fresh);
      for (let more = 0; more < count; more++) {
        const index = kept.streams.length;
        const source = new EventSource(`${url}?n=${index}`);
        source.onmessage = () => (kept.events[index] = (kept.events[index] ?? 0) + 1);
        source.onerror = () => kept.errors++;
        kept.streams.push(source);
      }
    },
    count,
    url,
  );
}

/** The state of each stream in one digit: 0 waits, 1 is open, 2 is closed. */
export function statesOf(page: Page): Promise<string> {
  return page.evaluate(() =>
    (globalThis as unknown as { kept: Kept }).kept.streams.map((one) => one.readyState).join(''),
  );
}

/** How many streams of a page are open. */
export async function countOpen(page: Page): Promise<number> {
  return [...(await statesOf(page))].filter((state) => state === '1').length;
}

/** Resolves once exactly that many are open in the page. */
export async function untilOpen(page: Page, count: number): Promise<void> {
  const states = () => statesOf(page);
  await until(`${count} open streams`, async () => (await countOpen(page)) === count, states);
}

/** Resolves with how many are open once events came, again and again, and no further stream. */
export async function untilNoMoreOpen(page: Page): Promise<number> {
  await until('an open stream', async () => (await countOpen(page)) > 0);
  for (let before = 0; ;) {
    const open = await countOpen(page);
    if (open === before) return open;
    before = open;
    await untilEvents(page, 20);
  }
}

/** `error` events of all streams. */
function countErrors(page: Page): Promise<number> {
  return page.evaluate(() => (globalThis as unknown as { kept: Kept }).kept.errors);
}

/** How many events a stream of the page has dispatched. */
export function countEvents(page: Page, index = 0): Promise<number> {
  return page.evaluate(
    (index) => (globalThis as unknown as { kept: Kept }).kept.events[index] ?? 0,
    index,
  );
}

/** Resolves once an open stream of the page has dispatched that many more events. */
export async function untilEvents(page: Page, more: number, index = 0): Promise<void> {
  const goal = (await countEvents(page, index)) + more;
  await until(`${more} more events`, async () => (await countEvents(page, index)) >= goal);
}

/** Closes one stream. */
export async function closeStream(page: Page, index: number): Promise<void> {
  await page.evaluate(
    (index) => (globalThis as unknown as { kept: Kept }).kept.streams[index]!.close(),
    index,
  );
}

/** Begins to ask for something, and keeps under `name` how far it is. */
export async function ask(
  page: Page,
  name: string,
  url: string,
  kind: Kind = 'fetch',
  credentials: RequestCredentials = 'same-origin',
): Promise<void> {
  await page.evaluate(
    (name, url, kind, credentials) => {
      const fresh: Kept = { streams: [], events: [], errors: 0, asked: {} };
      const { asked } = ((globalThis as { kept?: Kept }).kept ??= fresh);
      asked[name] = 'waits';
      const end = (how: string) => () => void (asked[name] = how);
      if (kind === 'fetch') {
        fetch(url, { credentials })
          .then((response) => response.text())
          .then(end('answered'), end('failed'));
        return;
      }
      const element = document.createElement(kind);
      element.onload = end('answered');
      element.onerror = end('failed');
      if (element instanceof HTMLLinkElement)
        Object.assign(element, { rel: 'stylesheet', href: url });
      else element.src = url;
      document.head.append(element);
    },
    name,
    url,
    kind,
    credentials,
  );
}

/** `waits`, `answered` or `failed`. */
export function fateOf(page: Page, name: string): Promise<string> {
  return page.evaluate(
    (name) => (globalThis as unknown as { kept: Kept }).kept.asked[name] ?? 'never asked',
    name,
  );
}

/** Resolves once what was asked for has been answered. */
export async function untilAnswered(page: Page, name: string): Promise<void> {
  await until(`the answer to ${name}`, async () => (await fateOf(page, name)) === 'answered');
}

/** What page and server say while streams and a fetch wait. */
export async function countBoth(page: Page, server: CountingServer, asked: number) {
  return {
    asked,
    open: await countOpen(page),
    atServer: server.open(),
    connections: server.connections(),
    errors: await countErrors(page),
    fetch: await fateOf(page, 'fetch'),
  };
}
