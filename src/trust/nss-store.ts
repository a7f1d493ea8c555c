// A store of certificates as Chromium (on Linux) and Firefox keep it: a database of NSS.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Certutil } from './certutil.ts';
import { nameInStore, ownName, type Store } from './store.ts';

/**
 * What a certificate is trusted for; only the first of certutil's three places, TLS, is ever set.
 * Chromium takes `P`, a peer: this very certificate. Firefox wants `C`, an issuer, which ours is for
 * itself alone: it says of itself that it is no authority, and both browsers hold it to that.
 */
export type TrustFlags = 'P,,' | 'C,,';

type NssStoreOptions = {
  name: string;
  folder: string;
  flags: TrustFlags;
  note: string;
  certutil: Certutil;
};

/** A store whose folder is made when something is added and there is none. */
export function createNssStore({ certutil, folder, flags, ...names }: NssStoreOptions): Store {
  const run = (...args: string[]) => certutil(folder, ...args);
  const exists = () => existsSync(join(folder, 'cert9.db'));
  const own = () => (exists() ? parseList(run('-L')) : []);

  function make(): void {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    run('-N', '--empty-password');
  }

  function remove(): string[] {
    const found = own().map(({ nickname }) => nickname);
    for (const nickname of found) run('-D', '-n', nickname);
    return found;
  }

  return {
    ...names,
    path: folder,
    trusted: () => own().flatMap((one) => (one.flags === flags ? [one.nickname] : [])),
    remove,
    add(certificate) {
      const isNew = !exists();
      if (isNew) make();
      try {
        run('-A', '-n', nameInStore(certificate), '-t', flags, '-i', certificate.file);
      } catch (error) {
        // A store with a password takes the certificate and then refuses the trust.
        remove();
        throw error;
      }
      return isNew ? ' (there was no store: it is new)' : '';
    },
  };
}

/** This course's certificates in the list that `certutil -L` prints. */
function parseList(list: string): { nickname: string; flags: string }[] {
  return [...list.matchAll(/^(.+?)\s+([a-zA-Z]*,[a-zA-Z]*,[a-zA-Z]*)\s*$/gm)]
    .map(([, nickname = '', flags = '']) => ({ nickname, flags }))
    .filter(({ nickname }) => nickname.startsWith(ownName));
}
