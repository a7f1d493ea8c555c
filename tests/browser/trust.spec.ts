// `npm run trust`, in a home of its own, and what real browsers make of it. They are started as a
// user starts them, with no switch that hides certificate errors; the server counts who came in.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test } from '@playwright/test';
import { generate } from 'selfsigned';
import { root } from '../../src/root.ts';
import { ensureCertificate } from '../../src/server/certificate.ts';
import { tlsFolder } from '../../src/server/companion.ts';
import { findCertutil, howToGetCertutil } from '../../src/trust/certutil.ts';

const certutil = findCertutil();
const firefox = ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find(existsSync);

test.skip(process.platform !== 'linux', 'The stores of Linux are tested on Linux.');
test.skip(!certutil, howToGetCertutil);
test.beforeAll(() => ensureCertificate(tlsFolder));

/** A home without settings of any browser, but for an empty Firefox profile. */
function makeHome() {
  const home = mkdtempSync(join(tmpdir(), 'one-long-response-'));
  const profile = join(home, '.mozilla/firefox/own');
  mkdirSync(profile, { recursive: true });
  writeFileSync(join(profile, '../profiles.ini'), '[Profile0]\nName=own\nIsRelative=1\nPath=own\n');
  certutil!(profile, '-N', '--empty-password');
  const env = { ...process.env, HOME: home, XDG_CONFIG_HOME: '' };
  const run = (command: 'trust' | 'untrust') =>
    spawnSync(process.execPath, [join(root, `src/commands/${command}.ts`)], {
      env,
      encoding: 'utf8',
    }).stdout;
  return { env, profile, run };
}

const read = (file: string) => readFileSync(join(tlsFolder, file), 'utf8');

/** A server that counts who came in, with the lab's certificate unless it is given another. */
async function startServer(pair = { key: read('key.pem'), cert: read('cert.pem') }) {
  let visits = 0;
  const server = createServer(pair, (_req, res) => {
    visits++;
    res.end('<title>in</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `https://localhost:${port}/`,
    visits: () => visits,
    close: () => void server.close(),
  };
}

/** A certificate that the lab's key has signed, as somebody might who got hold of that key. */
async function signWithLabKey() {
  const ca = { key: read('key.pem'), cert: read('cert.pem') };
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    ca,
    keyType: 'ec',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  });
  return { key, cert: `${cert}\n${ca.cert}` };
}

/** A browser of a fresh start that opens this address and ends. */
type Visit = (address: string, env: NodeJS.ProcessEnv, profile: string) => Promise<void>;

const browsers: Record<string, Visit> = {
  async Chromium(address, env) {
    const { launchOptions } = test.info().project.use;
    const browser = await chromium.launch({ ...launchOptions, env: env as Record<string, string> });
    const page = await browser.newPage({ ignoreHTTPSErrors: false });
    await page.goto(address).catch(({ message }: Error) => expect(message).toContain('ERR_CERT'));
    await browser.close();
  },
  async Firefox(address, env, profile) {
    test.skip(!firefox, 'There is no Firefox here.');
    const shown = join(profile, 'shown.png');
    const args = ['--headless', '--no-remote', '--profile', profile, '--screenshot', shown];
    const child = spawn(firefox!, [...args, address], { env, stdio: 'ignore' });
    await new Promise((resolve) => child.on('close', resolve));
  },
};

for (const [name, visit] of Object.entries(browsers)) {
  test(`${name} takes the lab’s certificate from npm run trust to npm run untrust, and none that it signs`, async () => {
    const { env, profile, run } = makeHome();
    const lab = await startServer();
    const impostor = await startServer(await signWithLabKey());
    const open = ({ address }: { address: string }) => visit(address, env, profile);

    await open(lab);
    expect(lab.visits()).toBe(0);
    expect(run('trust')).toMatch(new RegExp(`✓ ${name}[^]*trusts it now`));
    await open(lab);
    expect(lab.visits()).toBeGreaterThan(0);
    await open(impostor);
    expect(impostor.visits()).toBe(0);

    const before = lab.visits();
    expect(run('untrust')).toMatch(new RegExp(`✓ ${name}[^]*has forgotten`));
    await open(lab);
    expect(lab.visits()).toBe(before);
    lab.close();
    impostor.close();
  });
}
