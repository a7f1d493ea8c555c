// Our parser against the browser's own: the vectors, and streams made at random to be nasty, sent in
// random pieces by a plain server. Both must dispatch the same events.
//
// Chromium 156 departs from the standard in two things that we found:
// - A line end right behind a leading byte order mark becomes part of the next line, which is lost:
//   event_source_parser.cc goes on to the next byte without looking at this one. Two vectors say so.
// - `retry:` with an empty value sets the reconnection time back to its default; the standard has no
//   number to set it to.
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test as base, type Page } from '@playwright/test';
import { createParser, type StreamEvent } from '../../src/sse/parse.ts';
import { vectors } from '../support/event-stream-vectors.ts';

type Stream = { name: string; pieces: Uint8Array[]; events: StreamEvent[] };
type Oracle = { origin: string; streams: Stream[] };

const test = base.extend<object, { oracle: Oracle }>({
  oracle: [
    async ({}, use) => {
      const streams: Stream[] = [];
      const server = serveStreams(streams);
      await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
      const { port } = server.address() as AddressInfo;
      await use({ origin: `http://localhost:${port}`, streams });
      server.closeAllConnections();
      server.close();
    },
    { scope: 'worker' },
  ],
});

/** `/<n>` is stream n, each piece in a write of its own; then the response ends. */
function serveStreams(streams: Stream[]): Server {
  return createServer((req, res) => {
    const stream = streams[Number(req.url?.slice(1))];
    if (req.url === '/' || !stream) {
      res.writeHead(stream ? 200 : 404, { 'Content-Type': 'text/html' });
      return void res.end('<!doctype html><link rel="icon" href="data:,">');
    }
    res.writeHead(200, { 'Content-Type': 'text/event-stream' });
    res.flushHeaders();
    sendPieces(res, [...stream.pieces]);
  });
}

function sendPieces(res: ServerResponse, pieces: Uint8Array[]): void {
  const piece = pieces.shift();
  if (!piece) return void res.end();
  if (piece.length === 0) return sendPieces(res, pieces);
  res.write(piece, () => setImmediate(sendPieces, res, pieces));
}

/** What the browser dispatches of each stream, six at a time, as many as it has connections. */
async function browserEvents(
  page: Page,
  first: number,
  types: string[][],
): Promise<StreamEvent[][]> {
  return page.evaluate(
    async ([from, allTypes]) => {
      const results: { type: string; data: string; lastEventId: string }[][] = [];
      const receive = (index: number) =>
        new Promise<void>((resolve) => {
          const source = new EventSource(`/${from + index}`);
          const events = (results[index] = []) as (typeof results)[number];
          const hear = (event: Event) => {
            if (event instanceof MessageEvent) {
              const { type, data, lastEventId } = event as MessageEvent<string>;
              events.push({ type, data, lastEventId });
            } else if (event.type === 'error') {
              source.close();
              resolve();
            }
          };
          for (const type of new Set(['message', 'error', ...allTypes[index]!]))
            source.addEventListener(type, hear);
        });
      let next = 0;
      const work = async () => {
        while (next < allTypes.length) await receive(next++);
      };
      await Promise.all(Array.from({ length: 6 }, work));
      return results;
    },
    [first, types] as const,
  );
}

/** Sends streams through the browser and holds its events against those expected. */
async function compare(page: Page, { origin, streams }: Oracle, sent: Stream[]): Promise<void> {
  const first = streams.push(...sent) - sent.length;
  await page.goto(`${origin}/`);
  const types = sent.map(({ events }) => [...nastyTypes, ...events.map(({ type }) => type)]);
  const seen = await browserEvents(page, first, types);
  sent.forEach(({ name, events }, index) => expect(seen[index], name).toEqual(events));
}

function parse(bytes: Uint8Array): StreamEvent[] {
  const events: StreamEvent[] = [];
  const parser = createParser({ onEvent: (event) => events.push(event) });
  parser.feed(bytes);
  parser.end();
  return events;
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
function createRandom(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return { below, pick: <T>(list: readonly T[]): T => list[below(list.length)]! };
}

const nastyTypes = ['a', 'b', 'tick', 'error', 'open', '\ufffd', 'a\0', ' a', 'data', 'ñ'];
const names = [
  'data',
  'data',
  'data',
  'event',
  'id',
  'id',
  'Data',
  'da ta',
  '',
  'foo',
  '\ufeffdata',
];
const values = [...nastyTypes, '', '1', '7\0', '\0', ':', 'a:b', '  ', '\ufeff', '😀', '“…”'];
const bytesOf = (text: string) => [...Buffer.from(text)];
const invalid = [
  [0xff],
  [0xc3],
  [0xe2, 0x82],
  [0xf0, 0x9f, 0x98],
  [0x80],
  [0xed, 0xa0, 0x80],
  [0xc0, 0xaf],
];

/** Lines that look like an event stream, and now and then bytes that look like nothing. */
function randomBytes({ below, pick }: ReturnType<typeof createRandom>): Uint8Array {
  const bytes: number[] = [];
  const add = (text: string) => bytes.push(...bytesOf(text));
  if (below(5) === 0) add('\ufeff');
  const lines = 1 + below(14);
  for (let line = 0; line < lines; line++) {
    if (below(3) > 0) {
      add(pick(names) + pick([':', ': ', ': ', ':  ', '', ' :', ':\t']) + pick(values));
      if (below(6) === 0) bytes.push(...pick(invalid));
    }
    add(pick(['\n', '\n', '\r', '\r\n', '\r\n', '\n\n', '\r\r', '\n\r', '']));
  }
  for (let more = below(3); more > 0; more--)
    bytes.splice(below(bytes.length), below(2), ...pick([...invalid, [0], [10], [13], [58], [32]]));
  // Chromium's known departure, see above, would hide others.
  while (isMarkThenLineEnd(bytes)) bytes.splice(3, 1);
  return Uint8Array.from(bytes);
}

const isMarkThenLineEnd = ([first, second, third, fourth]: number[]) =>
  first === 0xef && second === 0xbb && third === 0xbf && (fourth === 10 || fourth === 13);

function cutAtRandom(bytes: Uint8Array, { below }: ReturnType<typeof createRandom>): Uint8Array[] {
  const cuts = Array.from({ length: below(6) }, () => below(bytes.length + 1));
  const places = [0, ...cuts, bytes.length].sort((one, other) => one - other);
  return places.slice(1).map((end, index) => bytes.subarray(places[index], end));
}

function randomStream(seed: number): Stream {
  const random = createRandom(seed);
  const bytes = randomBytes(random);
  const name = `seed ${seed}: ${JSON.stringify(Buffer.from(bytes).toString('latin1'))}`;
  return { name, pieces: cutAtRandom(bytes, random), events: parse(bytes) };
}

test('every vector is dispatched by the browser as the file says', async ({ page, oracle }) => {
  // An EventSource cannot be told with which last event ID to begin.
  const sent = vectors.filter(({ lastEventId }) => lastEventId === undefined);
  expect(sent.length).toBeGreaterThan(120);
  const whole = sent.map(({ name, bytes, events, chromium = events }) => ({
    name,
    events: chromium,
    pieces: [bytes],
  }));
  const random = createRandom(1);
  const cut = sent.map(({ name, bytes, events, chromium = events }) => ({
    name: `${name}, in pieces`,
    events: chromium,
    pieces: cutAtRandom(bytes, random),
  }));
  await compare(page, oracle, [...whole, ...cut]);
});

test('random streams in random pieces are the same events in the browser and in our parser', async ({
  page,
  oracle,
}) => {
  const first = Number(process.env['ORACLE_SEED'] ?? Date.now() % 1_000_000_000);
  const sent = Array.from({ length: 400 }, (_, index) => randomStream(first + index));
  expect(sent.filter(({ events }) => events.length > 0).length).toBeGreaterThan(120);
  await compare(page, oracle, sent);
});

/** Milliseconds until the browser comes back to a stream. */
function pause(page: Page, index: number): Promise<number> {
  return page.evaluate(
    (path) =>
      new Promise<number>((resolve) => {
        const source = new EventSource(path);
        let lost = 0;
        source.onerror = () => (lost ||= performance.now());
        source.onopen = () => {
          if (lost === 0) return;
          source.close();
          resolve(performance.now() - lost);
        };
      }),
    `/${index}`,
  );
}

const ignored = vectors.filter(({ name }) => /^retry with /.test(name) && !/no value/.test(name));

test('a retry that is not all digits changes nothing in the browser either', async ({
  page,
  oracle: { origin, streams },
}) => {
  await page.goto(`${origin}/`);
  expect(ignored.length).toBeGreaterThan(8);
  for (const { name, bytes } of ignored) {
    const pieces = [Buffer.from('retry: 20\n'), bytes, Buffer.from('\n')];
    const index = streams.push({ name, pieces, events: [] }) - 1;
    // Without the first line it would be the browser's own three seconds.
    expect(await pause(page, index), name).toBeLessThan(2000);
  }
});

test('where Chromium departs from the standard: an empty retry brings back its default', async ({
  page,
  oracle: { origin, streams },
}) => {
  await page.goto(`${origin}/`);
  const pieces = [Buffer.from('retry: 20\nretry:\n\n')];
  const index = streams.push({ name: 'empty retry', pieces, events: [] }) - 1;
  expect(await pause(page, index)).toBeGreaterThan(2500);
});
