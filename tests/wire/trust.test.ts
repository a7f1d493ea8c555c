import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { describeCertificate, ensureCertificate } from '../../src/server/certificate.ts';
import { findCertutil, howToGetCertutil } from '../../src/trust/certutil.ts';
import { trust, untrust } from '../../src/trust/change-trust.ts';
import { findStores } from '../../src/trust/find-stores.ts';
import { createKeychain } from '../../src/trust/keychain.ts';
import { readTrustFlags } from '../../src/trust/read-flags.ts';
import { nameInStore, type Store } from '../../src/trust/store.ts';
import { createSystemStore } from '../../src/trust/system-store.ts';
import { temporaryFolder } from '../support/companion.ts';

const certutil = findCertutil();
const withCertutil = { skip: certutil ? false : howToGetCertutil };

async function labCertificate(folder = temporaryFolder()) {
  const { cert } = await ensureCertificate(folder);
  return { ...describeCertificate(cert), file: join(folder, 'cert.pem'), cert };
}

/** A home with one used Firefox profile and one that never was. */
function makeHome(): string {
  const home = temporaryFolder();
  const firefox = join(home, '.mozilla/firefox');
  for (const profile of ['used', 'unused']) mkdirSync(join(firefox, profile), { recursive: true });
  writeFileSync(
    join(firefox, 'profiles.ini'),
    '[Profile1]\nName=a\nIsRelative=1\nPath=unused\n\n[Profile0]\nPath=used\n\n[General]\nVersion=2\n',
  );
  certutil!(join(firefox, 'used'), '-N', '--empty-password');
  return home;
}

const storesIn = (home: string) =>
  findStores({
    platform: 'linux',
    home,
    configHome: join(home, '.config'),
    system: { folder: join(home, 'system'), refresh: [] },
    isRoot: false,
    certutil,
  });

const outcomes = (changes: { outcome: string }[]) => changes.map(({ outcome }) => outcome);

test('the certificate is a leaf for TLS servers: it cannot vouch for another', async () => {
  const parsed = new X509Certificate((await labCertificate()).cert);
  assert.equal(parsed.ca, false);
  assert.deepEqual(parsed.keyUsage, ['1.3.6.1.5.5.7.3.1']);
});

test('a certificate is described by fingerprint, names and last day', async () => {
  const { fingerprint, names, lastDay } = await labCertificate();
  assert.match(fingerprint, /^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  assert.deepEqual(names, ['localhost', '127.0.0.1', '::1']);
  assert.ok(lastDay > new Date());
});

test('trust and untrust change every store once, and say so', withCertutil, async () => {
  const home = makeHome();
  const certificate = await labCertificate();
  const name = nameInStore(certificate);
  const stores = storesIn(home);
  const firefox = join(home, '.mozilla/firefox/used');
  assert.deepEqual(
    stores.map(({ path }) => path),
    [join(home, '.pki/nssdb'), firefox],
  );

  assert.deepEqual(outcomes(trust(stores, certificate, true)), Array(2).fill('would trust it'));
  assert.ok(!existsSync(join(home, '.pki')), 'a dry run made a folder');
  assert.deepEqual(outcomes(trust(stores, certificate, false)), [
    'trusts it now (there was no store: it is new)',
    'trusts it now',
  ]);
  // The flags are the security: a peer for Chromium, an issuer for Firefox, and for TLS only.
  assert.match(certutil!(join(home, '.pki/nssdb'), '-L'), new RegExp(`^${name} +P,, *$`, 'm'));
  assert.match(certutil!(firefox, '-L'), new RegExp(`^${name} +C,, *$`, 'm'));
  for (const outcome of outcomes(trust(stores, certificate, false)))
    assert.match(outcome, /already/);

  assert.deepEqual(outcomes(untrust(stores, true)), Array(2).fill(`would forget ${name}`));
  assert.deepEqual(outcomes(untrust(stores, false)), Array(2).fill(`has forgotten ${name}`));
  for (const outcome of outcomes(untrust(stores, false))) assert.match(outcome, /holds none/);
});

test('a renewed certificate takes the place of the old one', withCertutil, async () => {
  const stores = storesIn(makeHome());
  const [old, renewed] = [await labCertificate(), await labCertificate()];
  trust(stores, old, false);
  for (const outcome of outcomes(trust(stores, renewed, false))) {
    assert.ok(outcome.includes(`instead of ${nameInStore(old)}`), outcome);
  }
  for (const store of stores) assert.deepEqual(store.trusted(), [nameInStore(renewed)]);
});

test('untrust leaves certificates of others alone', withCertutil, async () => {
  const home = makeHome();
  const { file } = await labCertificate();
  const folder = join(home, '.mozilla/firefox/used');
  certutil!(folder, '-A', '-n', 'Somebody else', '-t', 'C,,', '-i', file);
  const stores = storesIn(home);
  trust(stores, await labCertificate(), false);
  untrust(stores, false);
  assert.match(certutil!(folder, '-L'), /^Somebody else +C,, *$/m);
});

test('a store with a password stays as it was, and the others change', withCertutil, async () => {
  const home = makeHome();
  const folder = join(home, '.pki/nssdb');
  mkdirSync(folder, { recursive: true });
  const password = join(home, 'password');
  writeFileSync(password, 'a secret\n');
  spawnSync('certutil', ['-N', '-d', `sql:${folder}`, '-f', password]);
  const stores = storesIn(home);
  const [chromium, firefox] = trust(stores, await labCertificate(), false);
  assert.deepEqual([chromium!.failed, firefox!.failed], [true, false]);
  assert.match(chromium!.outcome, /has a password of its own/);
  assert.doesNotMatch(certutil!(folder, '-L'), /One Long Response/);
});

const onLinux = { skip: process.platform === 'linux' ? false : 'macOS has a keychain besides' };

test('without certutil the command says how to get it, and the way without', onLinux, () => {
  const command = fileURLToPath(new URL('../../src/commands/trust.ts', import.meta.url));
  const PATH = ['/nowhere', dirname(process.execPath)].join(delimiter);
  const env = { ...process.env, PATH, HOME: temporaryFolder() };
  const { status, stderr } = spawnSync(process.execPath, [command, '--dry-run'], {
    env,
    encoding: 'utf8',
  });
  assert.equal(status, 1);
  assert.match(stderr, /libnss3-tools[^]*https:\/\/localhost:4323\/trust/);
});

/** Runs the command in a checkout of its own, which has no certificate yet, for a home of its own. */
function checkoutWithTrust() {
  const checkout = temporaryFolder();
  for (const name of ['src', 'node_modules', 'package.json']) {
    symlinkSync(fileURLToPath(new URL(`../../${name}`, import.meta.url)), join(checkout, name));
  }
  const stay = ['--preserve-symlinks', '--preserve-symlinks-main'];
  const command = [...stay, join(checkout, 'src/commands/trust.ts')];
  const home = makeHome();
  const env = { ...process.env, HOME: home, XDG_CONFIG_HOME: join(home, '.config') };
  const run = (flags: string[], settings = {}): string => {
    const options = { env: { ...env, ...settings }, encoding: 'utf8' } as const;
    return spawnSync(process.execPath, [...command, ...flags], options).stdout;
  };
  return { tls: join(checkout, '.local/tls'), run };
}

test(
  'a dry run makes no certificate and renews none: it says that one would be made',
  withCertutil,
  () => {
    const { tls, run } = checkoutWithTrust();
    const first = run(['--dry-run']);
    assert.match(first, /would be made first[^]*would trust it\.[^]*Nothing has been changed/);
    assert.doesNotMatch(first, /SHA-256/);
    assert.ok(!existsSync(dirname(tls)), 'a dry run made a folder');

    assert.match(run([]), /SHA-256[^]*trusts it now/);
    const files = () =>
      ['key.pem', 'cert.pem'].map((name) => readFileSync(join(tls, name), 'utf8'));
    const made = files();
    assert.match(run(['--dry-run']), /SHA-256[^]*trusts it already/);
    // A name that the certificate lacks.
    const renewal = run(['--dry-run'], { HOST: 'desk.example' });
    assert.match(renewal, /would be made first[^]*would trust it, instead of One Long Response /);
    assert.deepEqual(files(), made);
  },
);

test('a flag that npm keeps for itself counts', () => {
  const none = { isDry: false, withSystem: false };
  assert.deepEqual(readTrustFlags([], {}), none);
  assert.deepEqual(readTrustFlags(['--dry-run'], {}), { ...none, isDry: true });
  assert.deepEqual(readTrustFlags([], { npm_config_dry_run: 'true' }), { ...none, isDry: true });
  assert.deepEqual(readTrustFlags(['--system'], {}), { ...none, withSystem: true });
  assert.throws(() => readTrustFlags(['--all'], {}), /--dry-run, --system/);
});

const updater = '/usr/sbin/update-ca-certificates';
const withUpdater = { skip: existsSync(updater) ? false : `${updater} is Debian’s` };

test(
  'the system’s store on Debian: root changes it, others are told how',
  withUpdater,
  async () => {
    const folder = temporaryFolder();
    const gathered = temporaryFolder();
    const places = ['--localcertsdir', folder, '--etccertsdir', gathered, '--hooksdir', gathered];
    const options = { folder, refresh: [updater, ...places] };
    const certificate = await labCertificate();
    const bundle = () => readFileSync(join(gathered, 'ca-certificates.crt'), 'utf8');
    const asRoot: Store[] = [createSystemStore({ ...options, isRoot: true })];
    const asUser: Store[] = [createSystemStore({ ...options, isRoot: false })];

    const [refused] = trust(asUser, certificate, false);
    assert.match(refused!.outcome, /sudo install -D -m 644 .*\n *sudo .*update-ca-certificates/);
    trust(asRoot, certificate, false);
    assert.ok(bundle().includes(certificate.cert.trim()));
    assert.deepEqual(asRoot[0]!.trusted(), [nameInStore(certificate)]);
    assert.match(untrust(asUser, false)[0]!.outcome, /sudo rm /);
    untrust(asRoot, false);
    assert.ok(!bundle().includes(certificate.cert.trim()));
  },
);

// Nothing of macOS runs here: these are the commands, not their effect.
test('on macOS the login keychain is changed by these commands', async () => {
  const commands: string[] = [];
  const certificate = await labCertificate();
  const sha256 = certificate.fingerprint.replaceAll(':', '');
  const listing = `SHA-256 hash: ${sha256}\nSHA-1 hash: ${'AB'.repeat(20)}\nkeychain: "login"\n`;
  const keychain = createKeychain('/Users/ana', (command, args) => {
    commands.push([command, ...args].join(' '));
    return args[0] === 'find-certificate' ? listing : '';
  });
  const path = '/Users/ana/Library/Keychains/login.keychain-db';
  assert.deepEqual(keychain.trusted(), [nameInStore(certificate)]);
  keychain.add(certificate);
  keychain.remove();
  const find = `security find-certificate -a -Z -c One Long Response ${path}`;
  assert.deepEqual(commands, [
    find,
    `security add-trusted-cert -r trustRoot -p ssl -k ${path} ${certificate.file}`,
    find,
    `security delete-certificate -t -Z ${'AB'.repeat(20)} ${path}`,
  ]);
});
