// `npm run trust`, in a home of its own, and what real browsers make of it. They are started as a
// user starts them, with no switch that hides certificate errors; the server says what became of it.
import { spawn, spawnSync } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test } from '@playwright/test';
import { generate } from 'selfsigned';
import { firefoxRemedy } from '../../src/commands/firefox.ts';
import { root } from '../../src/root.ts';
import { ensureCertificate } from '../../src/server/certificate.ts';
import { tlsFolder } from '../../src/server/companion.ts';
import { findCertutil, howToGetCertutil } from '../../src/trust/certutil.ts';

const certutil = findCertutil();
const firefox = process.env.FIREFOX_PATH;

test.skip(process.platform !== 'linux', 'The stores of Linux are tested on Linux.');
test.skip(!certutil, howToGetCertutil);
test.beforeAll(() => ensureCertificate(tlsFolder));

/** A home with an empty store of Chromium and an empty profile of Firefox. */
function makeHome() {
  const home = mkdtempSync(join(tmpdir(), 'one-long-response-'));
  const profile = join(home, '.mozilla/firefox/own');
  mkdirSync(profile, { recursive: true });
  writeFileSync(join(profile, '../profiles.ini'), '[Profile0]\nName=own\nIsRelative=1\nPath=own\n');
  const nssdb = join(home, '.pki/nssdb');
  mkdirSync(nssdb, { recursive: true });
  for (const store of [profile, nssdb]) certutil!(store, '-N', '--empty-password');
  const env = { ...process.env, HOME: home, XDG_CONFIG_HOME: '' };
  const run = (command: 'trust' | 'untrust') =>
    spawnSync(process.execPath, [join(root, `src/commands/${command}.ts`)], {
      env,
      encoding: 'utf8',
    }).stdout;
  return { env, profile, chromium: nssdb, run };
}

const read = (file: string) => readFileSync(join(tlsFolder, file), 'utf8');

/** A server that notes who came in and who refused its certificate, the lab's or another one. */
async function startServer(pair = { key: read('key.pem'), cert: read('cert.pem') }) {
  const heard = new EventEmitter();
  const server = createServer(pair, (_req, res) => {
    res.end('<title>in</title>', () => heard.emit('visit', 'comes in'));
  });
  server.on('tlsClientError', ({ code }: NodeJS.ErrnoException) => heard.emit('visit', code));
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `https://localhost:${port}/`,
    /** What becomes of the next visit. */
    visit: async () => String((await once(heard, 'visit'))[0]),
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

/** What `npm run trust` sets in the store of each. */
const flags = { Chromium: 'P,,', Firefox: 'C,,' };

type Browser = { close: () => Promise<unknown> };

/** Starts a browser that opens this address. */
type Open = (address: string, env: NodeJS.ProcessEnv, profile: string) => Promise<Browser>;

const browsers: Record<keyof typeof flags, Open> = {
  async Chromium(address, env) {
    const { launchOptions } = test.info().project.use;
    const browser = await chromium.launch({ ...launchOptions, env });
    const page = await browser.newPage({ ignoreHTTPSErrors: false });
    // What becomes of it is the server’s to say.
    page.goto(address).catch(() => undefined);
    return browser;
  },
  Firefox(address, env, profile) {
    test.skip(!firefox, `FIREFOX_PATH names no Firefox: ${firefoxRemedy}.`);
    const args = ['--headless', '--no-remote', '--profile', profile, address];
    const child = spawn(firefox!, args, { env, stdio: 'ignore' });
    const closed = once(child, 'close');
    return Promise.resolve({ close: () => (child.kill(), closed) });
  },
};

for (const [name, open] of Object.entries(browsers) as [keyof typeof flags, Open][]) {
  test(
    `${name} takes the lab’s certificate with the flag that npm run trust sets, and not with the other’s`,
    { tag: '@whole-browser' },
    async () => {
      const { env, profile, chromium: nssdb } = makeHome();
      const store = name === 'Firefox' ? profile : nssdb;
      const lab = await startServer();
      for (const flag of [flags.Chromium, flags.Firefox]) {
        const file = join(tlsFolder, 'cert.pem');
        certutil!(store, '-A', '-n', 'the lab', '-t', flag, '-i', file);
        const outcome = lab.visit();
        const browser = await open(lab.address, env, profile);
        expect(await outcome, flag).toContain(flag === flags[name] ? 'comes in' : 'CERTIFICATE');
        await browser.close();
      }
      lab.close();
    },
  );

  test(
    `${name} takes the lab’s certificate from npm run trust to npm run untrust, and none that it signs`,
    { tag: '@whole-browser' },
    async () => {
      const { env, profile, run } = makeHome();
      const lab = await startServer();
      const impostor = await startServer(await signWithLabKey());
      const visit = async (server: typeof lab) => {
        const outcome = server.visit();
        const browser = await open(server.address, env, profile);
        await outcome;
        await browser.close();
        return outcome;
      };

      expect(await visit(lab)).toContain('CERTIFICATE');
      expect(run('trust')).toMatch(new RegExp(`✓ ${name}[^]*trusts it now`));
      expect(await visit(lab)).toBe('comes in');
      expect(await visit(impostor)).toMatch(/CERTIFICATE|UNKNOWN_CA/);
      expect(run('untrust')).toMatch(new RegExp(`✓ ${name}[^]*has forgotten`));
      expect(await visit(lab)).toContain('CERTIFICATE');
      lab.close();
      impostor.close();
    },
  );
}
