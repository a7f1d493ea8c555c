// Every npm script starts here. This is the one file that an old Node (20) has to run, so it is
// plain JavaScript without dependencies: it installs what is missing, then hands the command over
// to the Node that package.json pins, which runs the TypeScript as it is.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const pinnedNode = join(
  root,
  'node_modules/node/bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

/** One file beside this one each: `npm run demo` is demo.ts. */
const commands = [
  'bench',
  'build',
  'check',
  'demo',
  'dev',
  'in-step',
  'measure',
  'record',
  'scale-out',
  'start',
  'test',
  'trust',
  'untrust',
];

function readPackages(lockfile) {
  if (!existsSync(lockfile)) return undefined;
  try {
    return JSON.parse(readFileSync(lockfile, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * Compares what the lockfile wants with what npm says it installed. An optional package may be
 * absent: npm leaves out the binaries of other platforms.
 */
function isInstalled() {
  const wanted = readPackages(join(root, 'package-lock.json'));
  const installed = readPackages(join(root, 'node_modules/.package-lock.json'));
  if (!installed || !existsSync(pinnedNode)) return false;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true;
    return installed[path] ? installed[path].version === version : Boolean(optional);
  });
}

function install() {
  console.log('Installing what the course needs (once; about a minute) …');
  const flags = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  const result = npm
    ? spawnSync(process.execPath, [npm, ...flags], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', flags, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (result.status !== 0) {
    fail(
      'The installation did not finish: npm says why above. With a working connection to the npm registry, run the same command again.',
    );
  }
  if (!existsSync(pinnedNode)) {
    fail(
      'npm installed the packages but not the pinned Node: its install script did not run. Allow it (npm config delete ignore-scripts), remove node_modules and run the same command again.',
    );
  }
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

const [command = '', ...args] = process.argv.slice(2);
if (!commands.includes(command)) {
  fail(`There is no command "${command}". There are: ${commands.join(', ')}.`);
}
if (!isInstalled()) install();

// Node calls the type stripping that a demo's page needs experimental, at every start.
const quiet = '--disable-warning=ExperimentalWarning';
const script = join(root, 'src/commands', `${command}.ts`);
const child = spawn(pinnedNode, [quiet, script, ...args], {
  cwd: root,
  stdio: 'inherit',
  // Tools that look for `node` on the PATH must find the pinned one too.
  env: { ...process.env, PATH: dirname(pinnedNode) + delimiter + process.env.PATH },
});
// Ctrl-C reaches the child by itself (same process group); this process only waits for its answer.
process.on('SIGINT', () => {});
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
