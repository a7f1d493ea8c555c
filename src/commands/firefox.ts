// Finds a Firefox for the figures, or installs one. Without one they are measured in Chromium alone.
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.ts';
import { findInstalled, installFromDebian, namedBy } from './find-program.ts';

const names = ['firefox', 'firefox-esr'];
const places = [
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
  'C:\\Program Files (x86)\\Mozilla Firefox\\firefox.exe',
];

/** What somebody without a Firefox can do, as the end of a sentence. */
export const firefoxRemedy = 'install Firefox, or set FIREFOX_PATH to one';

const folder = join(root, '.local/browsers');
/** Where the executable is in Mozilla's archives for Linux, macOS and Windows. */
const executables = ['firefox/firefox', 'Firefox.app/Contents/MacOS/firefox', 'core/firefox.exe'];

/**
 * The executable of a Firefox, in this order: the one that `FIREFOX_PATH` names, an installed one,
 * Mozilla's download, Debian's package when root. Undefined when none can be had.
 * @throws a sentence when FIREFOX_PATH names no file
 */
export function findOrInstallFirefox(): string | undefined {
  return namedBy('FIREFOX_PATH') ?? installed() ?? downloaded() ?? fromDebian();
}

const installed = () => findInstalled(names, places);

function downloaded(): string | undefined {
  const path = () => globSync(executables.map((file) => `${folder}/firefox/*/${file}`))[0];
  if (path()) return path();
  console.log('No Firefox here: trying Mozilla’s download …');
  const cli = join(root, 'node_modules/@puppeteer/browsers/lib/main-cli.js');
  spawnSync(process.execPath, [cli, 'install', 'firefox@stable', '--path', folder], {
    stdio: 'ignore',
    timeout: 5 * 60_000,
  });
  return path();
}

function fromDebian(): string | undefined {
  installFromDebian('firefox-esr');
  return installed();
}
