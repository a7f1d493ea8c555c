// npm test: every test there is. `npm test unit wire` runs some of them.
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { findOrInstallHeadlessShell } from './browser.ts';
import { buildIfStale } from './build-if-stale.ts';
import { findOrInstallCertutil } from './certutil.ts';
import { figureTests, findBrowsers } from './figure-tests.ts';
import { findOrInstallNghttp } from './nghttp.ts';
import { findOrInstallNginx } from './nginx.ts';
import { findOrInstallRedis } from './redis.ts';
import { root } from '../root.ts';

type Counts = {
  passed: number;
  failed: number;
  skipped: number;
  note?: string | undefined;
  /** What the runner said of each failure. */
  failures?: string | undefined;
};

const suites = {
  unit: runNodeTests,
  wire: runNodeTests,
  browser: runBrowserTests,
  figures: runFigures,
};
type Suite = keyof typeof suites;
/** A process that has ended. */
type Finished = { code: number | null; output: string };

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !(name in suites));
if (unknown) {
  console.error(
    `There is no test suite "${unknown}". There are: ${Object.keys(suites).join(', ')}.`,
  );
  process.exit(1);
}
const chosen = (Object.keys(suites) as Suite[]).filter(
  (name) => !asked.length || asked.includes(name),
);

const results: [Suite, Counts][] = [];
for (const suite of chosen) {
  console.log(`\n── ${suite} tests`);
  results.push([suite, await suites[suite](suite)]);
}

// Said again at the end: thousands of lines lie between a failure and the last line, and a log may keep only that.
for (const [suite, { failures }] of results) {
  if (failures) console.log(`\n── what failed among the ${suite} tests\n\n${failures}`);
}
console.log('');
for (const [suite, counts] of results) {
  console.log(`${suite}: ${sentence(counts)}${counts.note ? ` (${counts.note})` : ''}`);
}
const total = results.reduce((sum, [, counts]) => add(sum, counts), {
  passed: 0,
  failed: 0,
  skipped: 0,
});
console.log(sentence(total));
// No test at all is a failure too: a glob that finds nothing must not look like success.
if (total.failed > 0 || results.some(([, counts]) => counts.passed === 0)) process.exitCode = 1;

function sentence({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
}

function add(a: Counts, b: Counts): Counts {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
  };
}

async function runNodeTests(suite: Suite): Promise<Counts> {
  if (suite === 'wire') {
    findOrInstallCertutil();
    findOrInstallNghttp();
    findOrInstallNginx();
    findOrInstallRedis();
  }
  const files = globSync(`tests/${suite}/*.test.ts`, { cwd: root }).sort();
  return countNodeTests(
    await run([
      '--disable-warning=ExperimentalWarning',
      '--test',
      // Most of them wait for bytes: on two cores one file at a time leaves both idle.
      '--test-concurrency=3',
      '--test-reporter=spec',
      ...files,
    ]),
  );
}

/** What Chromium and Firefox do, measured in both, against what content/measured.json records. */
async function runFigures(): Promise<Counts> {
  const { env, lacking } = findBrowsers();
  return { ...countNodeTests(await run(figureTests(), env)), note: lacking };
}

function countNodeTests({ code, output }: Finished): Counts {
  const count = (name: string) =>
    Number(new RegExp(`^ℹ ${name} (\\d+)$`, 'm').exec(output)?.[1] ?? 0);
  const failed = count('fail') + count('cancelled');
  // A crash of the runner itself has no count: it is one failure all the same.
  return {
    passed: count('pass'),
    failed: failed || Number(code !== 0),
    skipped: count('skipped'),
    failures: from(output, /^✖ failing tests:$/m),
  };
}

async function runBrowserTests(): Promise<Counts> {
  const { env } = findBrowsers();
  findOrInstallCertutil();
  buildIfStale();
  const cli = join(root, 'node_modules/@playwright/test/cli.js');
  const shell = findOrInstallHeadlessShell();
  const { code, output } = await run([cli, 'test'], { ...env, HEADLESS_SHELL_PATH: shell });
  const count = (name: string) =>
    Number(new RegExp(`^\\s+(\\d+) ${name}\\b`, 'm').exec(output)?.[1] ?? 0);
  const failed = count('failed') + count('interrupted') + count('did not run');
  return {
    passed: count('passed'),
    failed: failed || Number(code !== 0),
    skipped: count('skipped'),
    failures: from(output, /^ {2}1\) /m),
  };
}

/** What a runner printed from the first line that `start` matches, if there is one. */
function from(output: string, start: RegExp): string | undefined {
  const at = output.search(start);
  return at < 0 ? undefined : output.slice(at).trimEnd();
}

function run(args: string[], env: NodeJS.ProcessEnv = {}): Promise<Finished> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...env, FORCE_COLOR: '0' },
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      process.stdout.write(text);
    });
    child.on('close', (code) => resolve({ code, output }));
  });
}
