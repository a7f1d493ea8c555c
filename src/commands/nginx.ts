// Finds nginx for the tests that put a real proxy between, or installs it. Without it they are skipped.
import { findInstalled, installFromDebian } from './find-program.ts';

export function findOrInstallNginx(): void {
  if (!findInstalled(['nginx'], ['/usr/sbin/nginx'])) installFromDebian('nginx-light');
}
