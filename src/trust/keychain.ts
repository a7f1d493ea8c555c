// The login keychain of macOS, which Safari, Chrome and Edge read. Its tool is `security`; macOS
// itself asks for the password before trust changes.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { nameInStore, ownName, type Store } from './store.ts';

/** Runs a command. @returns what it printed; throws when it failed */
export type Run = (command: string, args: string[]) => string;

export function createKeychain(home: string, run: Run = runCommand): Store {
  const path = join(home, 'Library/Keychains/login.keychain-db');
  const own = () => parseCertificates(find(path, run));
  return {
    name: 'Safari, Chrome, Edge',
    path,
    note: 'macOS asks for your password. The trust is for TLS only.',
    trusted: () => own().map(nameInStore),
    add({ file }) {
      run('security', ['add-trusted-cert', '-r', 'trustRoot', '-p', 'ssl', '-k', path, file]);
      return '';
    },
    remove() {
      const found = own();
      // -t takes the trust along with the certificate.
      for (const { sha1 } of found) run('security', ['delete-certificate', '-t', '-Z', sha1, path]);
      return found.map(nameInStore);
    },
  };
}

/** `security` calls it a failure when there is none. */
function find(path: string, run: Run): string {
  try {
    return run('security', ['find-certificate', '-a', '-Z', '-c', ownName.trim(), path]);
  } catch {
    return '';
  }
}

/** Fingerprints in what `security find-certificate -a -Z` prints. */
function parseCertificates(text: string): { fingerprint: string; sha1: string }[] {
  const pairs = text.matchAll(/^SHA-256 hash: ([0-9A-F]{64})\s+SHA-1 hash: ([0-9A-F]{40})/gm);
  return [...pairs].map(([, fingerprint = '', sha1 = '']) => ({ fingerprint, sha1 }));
}

function runCommand(command: string, args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status === 0) return stdout;
  throw new Error(`${command} ${args[0]} failed: ${error?.message ?? stderr.trim()}`);
}
