// The stores of this machine that a browser of its user reads.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Certutil } from './certutil.ts';
import { findFirefoxProfiles } from './firefox-profiles.ts';
import { createKeychain } from './keychain.ts';
import type { Machine } from './machine.ts';
import { createNssStore } from './nss-store.ts';
import type { Store } from './store.ts';
import { createSystemStore } from './system-store.ts';

/** @param withSystem whether to take the system's own store too, on Linux; once it holds one it is taken anyway */
export function findStores(machine: Machine, withSystem = false): Store[] {
  const { platform, home, isRoot, certutil, system } = machine;
  return [
    ...(platform === 'darwin' ? [createKeychain(home)] : []),
    ...(certutil ? nssStores(machine, certutil) : []),
    ...(platform === 'linux' ? [createSystemStore({ isRoot, ...system })] : []).filter(
      (store) => withSystem || store.trusted().length > 0,
    ),
  ];
}

function nssStores(machine: Machine, certutil: Certutil): Store[] {
  const chromium = machine.platform === 'linux' ? chromiumFolders(machine.home) : [];
  return [
    ...chromium.map((folder) =>
      createNssStore({
        name: 'Chromium, Chrome, Edge',
        folder,
        flags: 'P,,',
        note: 'All browsers of this user that are made of Chromium read it.',
        certutil,
      }),
    ),
    ...findFirefoxProfiles(machine).map((folder) =>
      createNssStore({
        name: 'Firefox, one profile',
        folder,
        flags: 'C,,',
        note: 'A Firefox that is running takes notice when it is started again.',
        certutil,
      }),
    ),
  ];
}

/** The user's own; and those of packaged browsers, which have a home of their own. */
function chromiumFolders(home: string): string[] {
  const packaged = [
    'snap/chromium/current',
    '.var/app/org.chromium.Chromium',
    '.var/app/com.google.Chrome',
  ].map((folder) => join(home, folder, '.pki/nssdb'));
  return [join(home, '.pki/nssdb'), ...packaged.filter(existsSync)];
}
