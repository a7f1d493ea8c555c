// Finds a Chromium for the browser tests, or installs one, so that `npm test` needs nothing by hand.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { root } from '../root.ts';
import { findInstalled, installFromDebian, namedBy } from './find-program.ts';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
  'chrome',
  'msedge',
];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * The executable of a Chromium, in this order: the one that `BROWSER_PATH` names, an installed
 * Chromium, Chrome or Edge, Playwright's own download, Debian's package when root.
 * @throws a sentence with the remedies when none can be had.
 */
export function findOrInstallBrowser(): string {
  return namedBy('BROWSER_PATH') ?? installed() ?? downloaded() ?? fromDebian() ?? giveUp();
}

/**
 * Chromium's headless shell: engine and network without the browser around them, at half the
 * processor time for a page. The one that `HEADLESS_SHELL_PATH` names, an installed one, or Debian's
 * package when root. Undefined where none can be had, or `BROWSER_PATH` names a browser for all tests.
 * @throws a sentence when HEADLESS_SHELL_PATH names no file
 */
export function findOrInstallHeadlessShell(): string | undefined {
  const named = namedBy('HEADLESS_SHELL_PATH');
  if (named || process.env.BROWSER_PATH) return named;
  return installedShell() ?? shellFromDebian();
}

const installedShell = () =>
  findInstalled(['chromium-headless-shell', 'chrome-headless-shell'], []);

function shellFromDebian(): string | undefined {
  installFromDebian('chromium-headless-shell');
  return installedShell();
}

const installed = () => findInstalled(names, places);

function downloaded(): string | undefined {
  const path = () => [chromium.executablePath()].find(existsSync);
  if (path()) return path();
  console.log('No Chromium, Chrome or Edge here: trying Playwright’s own download …');
  const cli = join(root, 'node_modules/playwright/cli.js');
  spawnSync(process.execPath, [cli, 'install', 'chromium', '--no-shell'], {
    stdio: 'inherit',
    timeout: 5 * 60_000,
  });
  return path();
}

function fromDebian(): string | undefined {
  installFromDebian('chromium');
  return installed();
}

function giveUp(): never {
  throw new Error(
    'The browser tests need a Chromium, and none could be found or installed. Install Chromium, Chrome or Edge, or set BROWSER_PATH to one.',
  );
}
