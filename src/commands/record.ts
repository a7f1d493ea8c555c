// npm run record first-stream [chunks]: records a real run in a real browser, for pages without a companion.
// The result is demos/<name>/recording.json; the stage plays it with a label that says so.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { readSettings } from '../origins.ts';
import { startCompanion } from '../server/main.ts';
import type { WireRecord } from '../server/wire-record.ts';
import { createParser } from '../sse/parse.ts';
import { findOrInstallBrowser } from './browser.ts';
import { root } from '../root.ts';

/** Chunks to wait for: enough to see the rhythm, short enough to keep in the repository. */
const chunks = Number(process.argv[3] ?? 5);
const tap = 'recording000';

const slug = process.argv[2] ?? 'first-stream';
const companion = await startCompanion(
  readSettings({ PORT: '0', LAB_PORT: '0', LAB_TLS_PORT: '0' }),
);
const { site, lab } = companion.origins;
const browser = await chromium.launch({
  executablePath: findOrInstallBrowser(),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  const page = await browser.newPage();
  await page.goto(`${site}/api/origins`);
  const records = collect(`${site}/api/tap/${tap}`);
  await page.evaluate((url) => void new EventSource(url), `${lab}/@${tap}.1/${slug}/events`);
  const recording = { recordedAt: new Date().toISOString(), records: await records };
  writeFileSync(
    join(root, `demos/${slug}/recording.json`),
    `${JSON.stringify(recording, null, 1)}\n`,
  );
  console.log(`demos/${slug}/recording.json: ${recording.records.length} records.`);
} finally {
  await browser.close();
  await companion.close();
}

/** Reads the tap until enough chunks have passed. */
async function collect(url: string): Promise<WireRecord[]> {
  const records: WireRecord[] = [];
  const parser = createParser({
    onEvent: ({ type, data }) => {
      if (type === 'record') records.push(JSON.parse(data) as WireRecord);
    },
  });
  const leaving = new AbortController();
  const response = await fetch(url, { signal: leaving.signal });
  for await (const bytes of response.body ?? []) {
    parser.feed(bytes);
    if (records.filter(({ kind }) => kind === 'chunk').length >= chunks) break;
  }
  leaving.abort();
  return records;
}
