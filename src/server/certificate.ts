// The lab's certificate for HTTP/2: browsers speak HTTP/2 over TLS only. Made on this machine, for
// this machine; it never leaves it and is in no repository.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { generate } from 'selfsigned';

export type Certificate = {
  /** Both in PEM. */
  key: string;
  cert: string;
};

/** What a browser's certificate page says of it. */
export type CertificateFacts = {
  /** SHA-256, 64 hexadecimal digits in pairs: `0A:1B:…`. */
  fingerprint: string;
  names: string[];
  lastDay: Date;
};

const day = 24 * 60 * 60 * 1000;
const lifetime = 365 * day;
const renewBefore = 30 * day;
const ownNames = ['localhost', '127.0.0.1', '::1'];

/**
 * The certificate kept in `folder`, or a new one when there is none, when it has under 30 days left,
 * when a name is missing, or when the files cannot be read.
 * @param names host names and addresses beside those of loopback
 */
export async function ensureCertificate(
  folder: string,
  names: string[] = [],
): Promise<Certificate> {
  const kept = await findCertificate(folder, names);
  if (kept) return kept;
  const made = await makeCertificate([...ownNames, ...names]);
  await keep(folder, made);
  return made;
}

/** The certificate that `ensureCertificate` would keep. Nothing when it would make a new one; writes nothing. */
export async function findCertificate(
  folder: string,
  names: string[] = [],
): Promise<Certificate | undefined> {
  const kept = await readCertificate(folder);
  return kept && isFit(kept, [...ownNames, ...names]) ? kept : undefined;
}

/** @param cert in PEM */
export function describeCertificate(cert: string): CertificateFacts {
  const { fingerprint256, subjectAltName = '', validToDate } = new X509Certificate(cert);
  const names = subjectAltName.split(', ').map((entry) => readName(entry.replace(/^[^:]*:/, '')));
  return { fingerprint: fingerprint256, names, lastDay: validToDate };
}

/** Node writes an IPv6 address out: `0:0:0:0:0:0:0:1`. */
function readName(name: string): string {
  return isIP(name) === 6 ? new URL(`http://[${name}]`).hostname.slice(1, -1) : name;
}

async function readCertificate(folder: string): Promise<Certificate | undefined> {
  try {
    const [key, cert] = await Promise.all([
      readFile(join(folder, 'key.pem'), 'utf8'),
      readFile(join(folder, 'cert.pem'), 'utf8'),
    ]);
    return { key, cert };
  } catch {
    return undefined;
  }
}

function isFit({ key, cert }: Certificate, needed: string[]): boolean {
  try {
    const parsed = new X509Certificate(cert);
    const lasts = parsed.validToDate.getTime() - Date.now() > renewBefore;
    return (
      lasts &&
      parsed.checkPrivateKey(createPrivateKey(key)) &&
      needed.every((name) => covers(parsed, name))
    );
  } catch {
    return false;
  }
}

function covers(certificate: X509Certificate, name: string): boolean {
  if (isIP(name)) return certificate.checkIP(name) !== undefined;
  return (certificate.subjectAltName ?? '').split(', ').includes(`DNS:${name}`);
}

async function makeCertificate(names: string[]): Promise<Certificate> {
  const now = Date.now();
  const { private: key, cert } = await generate(
    [{ name: 'commonName', value: 'One Long Response' }],
    {
      keyType: 'ec',
      curve: 'P-256',
      algorithm: 'sha256',
      // Clocks differ: a certificate from this very second may be from the future elsewhere.
      notBeforeDate: new Date(now - day),
      notAfterDate: new Date(now + lifetime),
      extensions: [
        { name: 'basicConstraints', cA: false },
        { name: 'keyUsage', digitalSignature: true },
        { name: 'extKeyUsage', serverAuth: true },
        { name: 'subjectAltName', altNames: names.map(toAltName) },
      ],
    },
  );
  return { key, cert };
}

function toAltName(name: string): { type: 2; value: string } | { type: 7; ip: string } {
  return isIP(name) ? { type: 7, ip: name } : { type: 2, value: name };
}

/** Writes beside and renames, so that a start that is interrupted leaves no half file. */
async function keep(folder: string, { key, cert }: Certificate): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const [name, text, mode] of [
    ['key.pem', key, 0o600],
    ['cert.pem', cert, 0o644],
  ] as const) {
    const file = join(folder, name);
    const draft = `${file}.${process.pid}`;
    await writeFile(draft, text, { mode });
    await rename(draft, file);
  }
}
