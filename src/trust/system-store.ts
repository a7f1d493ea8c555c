// The system's own store on Debian and its family: for curl and programs like it. Browsers on Linux
// do not look there. Other families' tools take authorities only, which the lab's certificate is not.
import { spawnSync } from 'node:child_process';
import { copyFileSync, chmodSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { nameInStore, ownName, type Store } from './store.ts';

export type SystemPlaces = {
  /** Where certificates are put. */
  folder: string;
  /** What gathers them afterwards. */
  refresh: string[];
};

export const debianPlaces: SystemPlaces = {
  folder: '/usr/local/share/ca-certificates',
  refresh: ['update-ca-certificates'],
};

const fileName = (name: string) => `${name.toLowerCase().replaceAll(' ', '-')}.crt`;
const nameOf = (file: string) => ownName + file.slice(ownName.length, -4).toUpperCase();
const isOwn = (file: string) => /^one-long-response-[0-9a-f]{16}\.crt$/.test(file);

/** @param options.isRoot whether files of the system may be written */
export function createSystemStore(options: { isRoot: boolean } & SystemPlaces): Store {
  const { isRoot, folder, refresh } = options;
  const own = () => (existsSync(folder) ? readdirSync(folder).filter(isOwn) : []);
  const gather = refresh.join(' ');

  function refuseUnlessRoot(commands: string): void {
    if (!isRoot) throw new Error(`Only root may change it. These lines do:\n\n    ${commands}\n`);
  }

  return {
    name: 'the system',
    path: folder,
    note: 'curl and programs like it look there; browsers on Linux do not.',
    trusted: () => own().map(nameOf),
    add(certificate) {
      const file = join(folder, fileName(nameInStore(certificate)));
      refuseUnlessRoot(`sudo install -D -m 644 ${certificate.file} ${file}\n    sudo ${gather}`);
      mkdirSync(folder, { recursive: true });
      copyFileSync(certificate.file, file);
      chmodSync(file, 0o644);
      run(refresh);
      return '';
    },
    remove() {
      const files = own();
      if (files.length === 0) return [];
      const paths = files.map((file) => join(folder, file));
      refuseUnlessRoot(`sudo rm ${paths.join(' ')}\n    sudo ${gather} --fresh`);
      for (const path of paths) rmSync(path);
      run([...refresh, '--fresh']);
      return files.map(nameOf);
    },
  };
}

function run([command = '', ...args]: string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} failed: ${error?.message ?? stderr.trim()}`);
}
