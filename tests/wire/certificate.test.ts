import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { generate } from 'selfsigned';
import { ensureCertificate } from '../../src/server/certificate.ts';
import { temporaryFolder } from '../support/companion.ts';

test('the first start makes a certificate for loopback, with a key that only its owner may read', async () => {
  const folder = temporaryFolder();
  const { cert } = await ensureCertificate(folder);
  const parsed = new X509Certificate(cert);
  assert.ok(parsed.checkHost('localhost'));
  for (const address of ['127.0.0.1', '::1']) assert.ok(parsed.checkIP(address), address);
  assert.equal(parsed.publicKey.asymmetricKeyDetails?.namedCurve, 'prime256v1');
  assert.equal(statSync(join(folder, 'key.pem')).mode & 0o777, 0o600);
});

test('later starts use it again', async () => {
  const folder = temporaryFolder();
  assert.deepEqual(await ensureCertificate(folder), await ensureCertificate(folder));
});

test('a name that is missing makes a new one, for all names', async () => {
  const folder = temporaryFolder();
  const first = await ensureCertificate(folder);
  const second = await ensureCertificate(folder, ['192.168.7.7', 'desk.local']);
  assert.notEqual(first.cert, second.cert);
  assert.ok(new X509Certificate(second.cert).checkIP('192.168.7.7'));
  assert.deepEqual(await ensureCertificate(folder, ['desk.local']), second);
});

test('one with under 30 days left is renewed', async () => {
  const folder = temporaryFolder();
  await ensureCertificate(folder);
  const soon = new Date(Date.now() + 29 * 24 * 60 * 60 * 1000);
  const altNames = [
    { type: 2, value: 'localhost' } as const,
    { type: 7, ip: '127.0.0.1' } as const,
    { type: 7, ip: '::1' } as const,
  ];
  const old = await generate([], {
    notAfterDate: soon,
    extensions: [{ name: 'subjectAltName', altNames }],
  });
  writeFileSync(join(folder, 'key.pem'), old.private);
  writeFileSync(join(folder, 'cert.pem'), old.cert);
  const { cert } = await ensureCertificate(folder);
  assert.ok(new X509Certificate(cert).validToDate > soon);
});

test('files that are damaged, or belong to different pairs, are replaced', async () => {
  const [folder, other] = [temporaryFolder(), temporaryFolder()];
  const first = await ensureCertificate(folder);
  writeFileSync(join(folder, 'cert.pem'), 'nonsense');
  const second = await ensureCertificate(folder);
  assert.notEqual(second.cert, first.cert);
  await ensureCertificate(other);
  writeFileSync(join(folder, 'key.pem'), readFileSync(join(other, 'key.pem')));
  assert.notEqual((await ensureCertificate(folder)).cert, second.cert);
});
