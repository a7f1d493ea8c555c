// A figure is measured in both browsers, and must be what content/measured.json records.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { Browser } from 'puppeteer-core';
import {
  engines,
  measuredFile,
  readMeasured,
  type Engine,
  type Values,
} from '../../src/markdown/measured.ts';
import { root } from '../../src/root.ts';
import { brandOf, launch, versionOf, whyNot } from './two-browsers.ts';

type Check = (browser: Browser, engine: Engine, t: TestContext) => Promise<void>;
type Measure = (browser: Browser, engine: Engine) => Promise<Values>;

const folder = process.env.MEASURE_INTO;

/** One test for both browsers, side by side; one that is not here is skipped by name. */
export function inBothBrowsers(name: string, check: Check): void {
  test(name, { concurrency: true }, async (t) => {
    const inOne = (engine: Engine) =>
      t.test(`${name}: ${brandOf(engine)}`, { skip: whyNot(engine) }, async (t) =>
        check(await launch(engine), engine, t),
      );
    await Promise.all(engines.map(inOne));
  });
}

/** Measures a figure. In `npm run measure` it goes into the record; in tests it must be there. */
export function figure(id: string, name: string, measure: Measure): void {
  inBothBrowsers(name, async (browser, engine, t) => {
    const values = await measure(browser, engine);
    if (folder) await keep({ figure: id, engine, values, proof: proofBy(name, t) });
    else await compare(id, engine, values, t);
  });
}

function proofBy(name: string, { filePath = '' }: TestContext) {
  return { label: `“${name}”`, path: relative(root, filePath).replaceAll(sep, '/') };
}

async function keep(measurement: { figure: string; engine: Engine; [name: string]: unknown }) {
  const { figure, engine } = measurement;
  const browser = await versionOf(engine);
  writeFileSync(
    join(folder!, `${figure}-${engine}.json`),
    JSON.stringify({ ...measurement, browser }),
  );
}

async function compare(id: string, engine: Engine, values: Values, t: TestContext) {
  const { browsers, figures } = readMeasured(root);
  const remedy = `If this is how ${brandOf(engine)} is now: npm run measure, and see what the chapters say.`;
  assert.deepEqual(values, figures[id]?.[engine], `Not what ${measuredFile} records. ${remedy}`);
  const version = await versionOf(engine);
  if (version !== browsers[engine])
    t.diagnostic(`${id}: recorded with ${browsers[engine]}, the same in ${version}.`);
}
