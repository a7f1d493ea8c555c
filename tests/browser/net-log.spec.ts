// What the panel shows of HTTP/2, against what Chromium's own network stack logged of the same frames.
import { readFileSync } from 'node:fs';
import type { Locator } from '@playwright/test';
import { chromium } from 'playwright';
import { chapters, expect, startStage, test } from './course.ts';

/** A row of the panel, or an event of the log in the panel's words. */
type Row = { from: string; kind: string; size?: string; lines?: string[] };
type LogEvent = { type: number; source: { id: number }; params?: Params };
type Params = {
  stream_id?: number;
  settings?: string[];
  id?: string;
  value?: number;
  headers?: string[];
  fin?: boolean;
  has_priority?: boolean;
  delta?: number;
  size?: number;
  error_code?: string;
};

test('the panel shows the very frames that Chromium logs, and what is in them', async ({
  baseURL,
  launchOptions,
}, info) => {
  const log = info.outputPath('net-log.json');
  const args = [`--log-net-log=${log}`, '--net-log-capture-mode=Everything'];
  const browser = await chromium.launch({
    ...launchOptions,
    args: [...(launchOptions.args ?? []), ...args],
  });
  const page = await browser.newPage({ baseURL: baseURL!, ignoreHTTPSErrors: true });
  await page.goto(chapters.en);
  const stage = page.locator('sse-demo#first-stream');
  await stage.getByText('HTTP/2', { exact: true }).click();
  await startStage(stage);
  await stage.getByRole('button', { name: 'Stop' }).click();
  const frames = stage.locator('.wire-row.kind-frame');
  await expect(frames.last()).toContainText('RST_STREAM');
  const shown = await rowsOf(frames);
  // The log is whole once the browser has ended.
  await browser.close();
  const stream = /#\d+/.exec(shown.find(({ kind }) => kind.startsWith('HEADERS'))!.kind)![0];
  const logged = ofRun(readLog(log), stream);
  // The two directions are independent of each other; within one the order is the wire's.
  for (const from of ['browser', 'server']) {
    const of = (rows: Row[]) => rows.filter((row) => row.from === from);
    expect(of(logged).length).toBeGreaterThan(3);
    expect(of(shown)).toEqual(of(logged));
  }
});

/** Of DATA its size, for the log tells no more; of the others what is below the nine bytes of their head. */
async function rowsOf(frames: Locator): Promise<Row[]> {
  const rows = await frames.evaluateAll((all) =>
    all.map((row) => {
      const [from, kind, size, bytes] = ['from', 'kind', 'size', 'bytes'].map(
        (part) => row.querySelector(`.wire-${part}`)?.textContent ?? '',
      );
      return { from: from!, kind: kind!, size: size!, bytes: bytes! };
    }),
  );
  return rows
    .filter(({ kind }) => kind !== 'connection preface')
    .map(({ from, kind, size, bytes }) =>
      kind.startsWith('DATA')
        ? { from, kind, size }
        : { from, kind, lines: bytes.split('\n').slice(1).filter(Boolean) },
    );
}

function readLog(file: string): Row[] {
  const { constants, events } = JSON.parse(readFileSync(file, 'utf8')) as {
    constants: { logEventTypes: Record<string, number> };
    events: LogEvent[];
  };
  const names = new Map(Object.entries(constants.logEventTypes).map(([name, id]) => [id, name]));
  const rows: Row[] = [];
  for (const { type, params = {} } of events) {
    const [, way, name] = /^HTTP2_SESSION_(SEND|RECV)_(\w+)$/.exec(names.get(type)!) ?? [];
    const from = way === 'SEND' ? 'browser' : 'server';
    // One line of a frame that is there already.
    if (name === 'SETTING')
      lastSettings(rows, from).lines!.push(setting(params.id!, params.value!));
    else if (name) rows.push({ from, ...inWordsOfThePanel(name, params) });
  }
  return rows;
}

/** The connection's frames and the stream's, until its end: the rest is no business of the run. */
function ofRun(rows: Row[], stream: string): Row[] {
  const own = rows.filter(({ kind }) => !kind.includes('#') || kind.split(' ')[1] === stream);
  return own.slice(0, own.findIndex(({ kind }) => kind.startsWith('RST_STREAM')) + 1);
}

const lastSettings = (rows: Row[], from: string): Row =>
  rows.findLast((row) => row.from === from && row.kind === 'SETTINGS')!;

/** `3 (SETTINGS_MAX_CONCURRENT_STREAMS)` */
const setting = (id: string, value: number | string): string =>
  `${/SETTINGS_(\w+)/.exec(id)?.[1] ?? id} = ${value}`;

function inWordsOfThePanel(name: string, params: Params): Omit<Row, 'from'> {
  const { stream_id: id = 0, size, fin, has_priority: hasPriority } = params;
  if (name === 'SETTINGS_ACK') return { kind: 'SETTINGS ACK', lines: [] };
  const kind = [
    name,
    ...(id ? [`#${id}`] : []),
    ...(fin ? ['END_STREAM'] : []),
    ...(name === 'HEADERS' ? ['END_HEADERS'] : []),
    ...(hasPriority ? ['PRIORITY'] : []),
  ].join(' ');
  if (name === 'DATA') return { kind, size: `${size! + 9} B` };
  const settings = (params.settings ?? []).map((one) => {
    const [, code = '', value = ''] = /^\[id:(.*) value:(\d+)\]$/.exec(one) ?? [];
    return setting(code, value);
  });
  const increment = params.delta === undefined ? [] : [`+${params.delta}`];
  // `8 (CANCEL)`
  const code = /\((\w+)\)/.exec(params.error_code ?? '')?.slice(1) ?? [];
  return { kind, lines: [...(params.headers ?? []), ...settings, ...increment, ...code] };
}
