// Installs nghttp for the wire tests, which compare our HTTP/2 decoder with it, where that asks nobody.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Debian's package when root. Elsewhere the tests that want it are skipped and say what to install. */
export function installNghttpIfMissing(): void {
  if (spawnSync('nghttp', ['--version']).status === 0) return;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  console.log('Installing Debian’s nghttp2-client …');
  spawnSync('apt-get', ['update'], { stdio: 'ignore' });
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'nghttp2-client'], {
    stdio: 'ignore',
  });
}
