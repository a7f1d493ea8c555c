// NSS's own tool for the stores of Chromium (on Linux) and of Firefox.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

export type Certutil = (folder: string, ...args: string[]) => string;

export const howToGetCertutil = `The tool certutil edits the certificate stores of Chromium and Firefox, and it is not here. Install it:
    Debian, Ubuntu   sudo apt install libnss3-tools
    Fedora           sudo dnf install nss-tools
    Arch             sudo pacman -S nss
    macOS            brew install nss
  and run the same command again.`;

/** Homebrew keeps it apart from the PATH. */
const places = ['/opt/homebrew/opt/nss/bin', '/usr/local/opt/nss/bin'];

/** @returns nothing when this machine has no certutil */
export function findCertutil(path = process.env['PATH'] ?? ''): Certutil | undefined {
  const files = [...path.split(delimiter), ...places].map((folder) => join(folder, 'certutil'));
  const file = files.find(canRun);
  return file === undefined ? undefined : (folder, ...args) => runCertutil(file, folder, args);
}

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @throws a sentence when certutil refuses */
function runCertutil(file: string, folder: string, args: string[]): string {
  // Without a file certutil would ask the terminal for a password. An empty line is the empty one.
  const answers = mkdtempSync(join(tmpdir(), 'one-long-response-'));
  const password = join(answers, 'password');
  writeFileSync(password, '\n');
  try {
    const all = [...args, '-d', `sql:${folder}`, '-f', password];
    const { status, stdout, stderr } = spawnSync(file, all, { encoding: 'utf8' });
    if (status === 0) return stdout;
    throw new Error(sentence(stderr.trim()));
  } finally {
    rmSync(answers, { recursive: true });
  }
}

function sentence(reason: string): string {
  if (/SEC_ERROR_BAD_PASSWORD|password\/PIN/.test(reason)) {
    return 'The store has a password of its own (in Firefox: a primary password). Accept the certificate in the browser instead, at the address below.';
  }
  if (/SEC_ERROR_READ_ONLY|SEC_ERROR_LEGACY_DATABASE|SEC_ERROR_BAD_DATABASE/.test(reason)) {
    return `The store cannot be opened. Close the browser and try again. certutil says: ${reason}`;
  }
  return `certutil says: ${reason}`;
}
