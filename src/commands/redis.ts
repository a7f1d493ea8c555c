// Finds Redis for the tests that share a log between processes, or installs it. Without it they are skipped.
import { findInstalled, installFromDebian } from './find-program.ts';

export function findOrInstallRedis(): void {
  if (!findInstalled(['redis-server'], ['/usr/bin/redis-server']))
    installFromDebian('redis-server');
}
