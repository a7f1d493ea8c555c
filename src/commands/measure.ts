// npm run measure: measures in Chromium and Firefox what the chapters say of them, and records it.
// The result is content/measured.json; `::measured` shows it, npm test compares it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engines, measuredFile, type Engine, type Measured } from '../markdown/measured.ts';
import { root } from '../root.ts';
import { figureTests, findBrowsers } from './figure-tests.ts';

/** What a test leaves in the folder that `MEASURE_INTO` names. */
type Measurement = {
  figure: string;
  engine: Engine;
  /** Its name and version. */
  browser: string;
  proof: { label: string; path: string };
  values: Record<string, number | string>;
};

const { env, lacking } = findBrowsers();
if (lacking) fail(`A record needs both browsers, and ${lacking}.`);

const folder = mkdtempSync(join(tmpdir(), 'measured-'));
const { status } = spawnSync(process.execPath, figureTests(), {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, ...env, MEASURE_INTO: folder },
});
if (status !== 0) fail(`Not all could be measured (above): ${measuredFile} stays as it was.`);
const measured = gather(folder);
rmSync(folder, { recursive: true });
writeFileSync(join(root, measuredFile), `${JSON.stringify(measured, null, 2)}\n`);
console.log(`\n${measuredFile}: ${Object.keys(measured.figures).length} figures.`);

function gather(folder: string): Measured {
  const browsers: Partial<Measured['browsers']> = {};
  const figures: Record<string, Partial<Measured['figures'][string]>> = {};
  for (const { figure, engine, browser, proof, values } of readAll(folder)) {
    browsers[engine] = browser;
    figures[figure] = { proof, ...figures[figure], [engine]: values };
  }
  return { date: today(), browsers, figures } as Measured;
}

/** By figure, Chromium first: the file changes where the figures do. */
function readAll(folder: string): Measurement[] {
  const rank = ({ figure, engine }: Measurement) => `${figure} ${engines.indexOf(engine)}`;
  return readdirSync(folder)
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Measurement)
    .sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}
