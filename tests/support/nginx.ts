// A real nginx between a client and a server of ours, with a configuration of the test's own.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after } from 'node:test';
import { temporaryFolder } from './companion.ts';
import { until } from './until.ts';

const program = ['/usr/sbin/nginx', 'nginx'].find(
  (name) => (name !== 'nginx' && existsSync(name)) || spawnSync(name, ['-v']).status === 0,
);

/** Why a test with nginx cannot run, with the remedy; false where it can. */
export const nginxIsMissing: string | false =
  !program &&
  'nginx is not here. Install it (Debian: nginx-light, Homebrew: nginx) and run npm test wire again.';

/**
 * Starts nginx in a folder of its own, and ends it after the test.
 * @param locations what its one server has inside
 * @param beside what stands beside the server: an upstream
 * @returns its origin
 */
export async function startNginx(locations: string, beside = ''): Promise<string> {
  const folder = temporaryFolder();
  const port = await freePort();
  mkdirSync(join(folder, 'logs'));
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${join(folder, name)};`)
    .join(' ');
  const file = join(folder, 'nginx.conf');
  writeFileSync(
    file,
    `daemon off; master_process off; pid ${join(folder, 'pid')}; error_log ${join(folder, 'error.log')};
events {}
http { access_log off; ${places} ${beside} server { listen 127.0.0.1:${port}; ${locations} } }
`,
  );
  const child = spawn(program!, ['-p', folder, '-e', join(folder, 'error.log'), '-c', file]);
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  after(() => child.kill('SIGQUIT'));
  await until(
    'nginx',
    () => accepts(port),
    () => said,
  );
  return `http://127.0.0.1:${port}`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
