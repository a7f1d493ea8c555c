// Redis, for what shares a log between processes: found, or installed where that needs nobody’s password.
import { spawn, type ChildProcess } from 'node:child_process';
import { findInstalled, installFromDebian } from './find-program.ts';

/** Its server; undefined where there is none. */
export const findRedis = (): string | undefined =>
  findInstalled(['redis-server'], ['/usr/bin/redis-server']);

export function findOrInstallRedis(): string | undefined {
  if (!findRedis()) installFromDebian('redis-server');
  return findRedis();
}

/**
 * Runs a Redis for this machine alone, in the foreground, with its files in a folder of its own.
 * @param keeps whether it writes down each command before it answers
 */
export function runRedis(
  program: string,
  folder: string,
  port: number,
  { keeps }: { keeps: boolean },
): ChildProcess {
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder];
  const log = keeps ? ['--appendonly', 'yes', '--appendfsync', 'always'] : ['--appendonly', 'no'];
  return spawn(program, [...settings, ...log], { stdio: 'ignore' });
}
