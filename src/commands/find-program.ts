// Where a browser may be: named by a variable, on the PATH, in its usual places, or in Debian's archive.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * The file that an environment variable names.
 * @throws a sentence when there is no such file
 */
export function namedBy(variable: string): string | undefined {
  const path = process.env[variable];
  if (path && !existsSync(path)) {
    throw new Error(
      `${variable} names ${path}, but there is no such file. Correct it, or unset it to let npm test look for a browser.`,
    );
  }
  return path || undefined;
}

/** The first that is there: by its name in a folder of the PATH, or in one of the usual places. */
export function findInstalled(names: string[], places: string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const onPath = folders.flatMap((folder) => names.map((name) => join(folder, name + suffix)));
  return [...onPath, ...places].find(existsSync);
}

/** Installs a package where that needs nobody's password: as root, on Debian and its kin. */
export function installFromDebian(name: string): void {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  console.log(`Installing Debian’s ${name} …`);
  // In single-user mode a package does not start the service that it brings: nginx is wanted, not port 80.
  const env = { ...process.env, RUNLEVEL: '1' };
  spawnSync('apt-get', ['update'], { stdio: 'ignore' });
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', name], {
    stdio: 'ignore',
    env,
  });
}
