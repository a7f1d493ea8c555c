// A real nginx between a client and a server of ours, with a configuration of the test's own.
import { after } from 'node:test';
import { accepts } from '../../src/commands/accepts.ts';
import { findNginx, runNginx } from '../../src/commands/nginx.ts';
import { temporaryFolder } from './companion.ts';
import { until } from './until.ts';
import { freePort } from './free-port.ts';

const program = findNginx();

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
  const port = await freePort();
  const http = `${beside} server { listen 127.0.0.1:${port}; ${locations} }`;
  const child = runNginx(program!, temporaryFolder(), http);
  let said = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (said += text));
  after(() => child.kill('SIGQUIT'));
  await until(
    'nginx',
    () => accepts(port),
    () => said,
  );
  return `http://127.0.0.1:${port}`;
}
