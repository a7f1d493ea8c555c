// Where Firefox keeps its profiles. Each has a certificate store of its own.
import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { Machine } from './machine.ts';

/** The profiles that have been used: their folders hold a certificate store. */
export function findFirefoxProfiles(machine: Machine): string[] {
  const all = firefoxFolders(machine).flatMap(readProfiles);
  return [...new Set(all)].filter((folder) => existsSync(join(folder, 'cert9.db')));
}

function firefoxFolders({ platform, home, configHome }: Machine): string[] {
  if (platform === 'darwin') return [join(home, 'Library/Application Support/Firefox')];
  return [
    join(home, '.mozilla/firefox'),
    // Since version 147, for who has no folder of the older name.
    join(configHome, 'mozilla/firefox'),
    join(home, 'snap/firefox/common/.mozilla/firefox'),
    ...['.mozilla/firefox', 'config/mozilla/firefox'].map((folder) =>
      join(home, '.var/app/org.mozilla.firefox', folder),
    ),
  ];
}

/** The folders that a `profiles.ini` names, in its sections `[Profile0]`, `[Profile1]` … */
function readProfiles(folder: string): string[] {
  const file = join(folder, 'profiles.ini');
  if (!existsSync(file)) return [];
  const sections = readFileSync(file, 'utf8').split(/^(?=\[)/m);
  return sections
    .filter((section) => section.startsWith('[Profile'))
    .flatMap((section) => /^Path=(.+?)\s*$/m.exec(section)?.[1] ?? [])
    .map((path) => (isAbsolute(path) ? path : join(folder, path)));
}
