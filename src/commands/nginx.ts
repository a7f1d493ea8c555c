// nginx, for what puts a real proxy between: found, or installed where that needs nobody’s password.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findInstalled, installFromDebian } from './find-program.ts';

/** Its program; undefined where there is none. */
export const findNginx = (): string | undefined => findInstalled(['nginx'], ['/usr/sbin/nginx']);

export function findOrInstallNginx(): string | undefined {
  if (!findNginx()) installFromDebian('nginx-light');
  return findNginx();
}

/**
 * Runs nginx in a folder of its own, in the foreground; SIGQUIT ends it.
 * @param http what its `http` block has inside: servers and upstreams
 */
export function runNginx(program: string, folder: string, http: string): ChildProcess {
  mkdirSync(join(folder, 'logs'), { recursive: true });
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${join(folder, name)};`)
    .join(' ');
  const file = join(folder, 'nginx.conf');
  const log = join(folder, 'error.log');
  writeFileSync(
    file,
    `daemon off; master_process off; pid ${join(folder, 'pid')}; error_log ${log};
events {}
http { access_log off; ${places} ${http} }
`,
  );
  return spawn(program, ['-p', folder, '-e', log, '-c', file]);
}
