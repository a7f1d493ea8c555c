import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { channel } from 'node:diagnostics_channel';
import { request } from 'node:https';
import { connect as connectHttp2 } from 'node:http2';
import { connect as connectTcp } from 'node:net';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import { startTestCompanion, temporaryFolder } from '../support/companion.ts';
import { http2Client } from '../support/http2-client.ts';
import { openRaw } from '../support/raw-client.ts';

const tls = temporaryFolder();
const { origins } = await startTestCompanion({ tls });
const { fingerprint256 } = new X509Certificate(readFileSync(join(tls, 'cert.pem')));
const port = Number(new URL(origins.labTls).port);

/** Reads the demo's stream from before a handshake is begun. */
async function listen() {
  const stream = openRaw(origins.lab, '/secure-context/events');
  after(() => stream.leave());
  await stream.until(': ok\n\n');
  return async (wanted: RegExp) => {
    const text = await stream.until(wanted);
    return JSON.parse(/^data: (.*)\n/m.exec(text)?.[1] ?? '{}') as Record<string, string>;
  };
}

/** Shakes hands and hangs up. */
function shakeHands(options: ConnectionOptions): void {
  const socket = connectTls({ host: 'localhost', port, ...options }, () => socket.end());
  socket.on('error', () => {});
}

for (const alpn of ['h2', 'http/1.1']) {
  test(`a handshake that agrees on ${alpn} is reported, with the certificate that was shown`, async () => {
    const heard = await listen();
    shakeHands({ ALPNProtocols: [alpn], rejectUnauthorized: false });
    const told = await heard(/"fingerprint"/);
    assert.equal(told['alpn'], alpn);
    assert.equal(told['tls'], 'TLSv1.3');
    assert.equal(told['fingerprint'], fingerprint256);
    assert.equal(told['refusal'], undefined);
  });
}

test('the server hears in what words a handshake fails', async () => {
  const heard = await listen();
  shakeHands({ maxVersion: 'TLSv1.1', minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' });
  assert.equal((await heard(/refusal/))['refusal'], 'unsupported protocol');
});

test('a certificate that cannot be read is left out of the report, and ends nothing', async () => {
  const heard = await listen();
  const error = { code: 'ECONNRESET' };
  channel('tls.handshake').publish({ cert: 'no certificate', error });
  assert.deepEqual(await heard(/refusal/), { refusal: 'ECONNRESET' });
});

test('HTTP at the port of TLS is a failed handshake', async () => {
  const heard = await listen();
  const stray = openRaw(origins.labTls.replace('https', 'http'), '/');
  assert.equal((await heard(/refusal/))['refusal'], 'http request');
  stray.leave();
});

test('over TLS both versions of HTTP are served; a request says which it came by', async () => {
  const address = `${origins.labTls}/secure-context/version`;
  const overHttp1 = await new Promise<string>((resolve) =>
    request(address, { rejectUnauthorized: false }, (res) => {
      res.setEncoding('utf8').on('data', resolve);
    }).end(),
  );
  assert.equal(overHttp1, 'HTTP/1.1\n');
  const client = http2Client(origins.labTls);
  assert.match(await client.open('/secure-context/version').until('\n'), /^HTTP\/2\.0\n/);
  client.close();
});

test('the lab speaks no HTTP/2 without TLS', async () => {
  const session = connectHttp2(origins.lab);
  const reason = await new Promise<Error>((resolve) => session.on('error', resolve));
  assert.match(reason.message, /Protocol error|socket hang up|closed|ECONNRESET/i);
  session.destroy();
});

test('the page for accepting the certificate names it, in the reader’s language', async () => {
  for (const [language, word] of [
    ['en', 'Close this tab'],
    ['es', 'Cierra esta pestaña'],
  ] as const) {
    const page = await new Promise<string>((resolve) => {
      const options = { rejectUnauthorized: false, headers: { 'accept-language': language } };
      request(`${origins.labTls}/trust`, options, (res) => {
        let text = '';
        res.setEncoding('utf8').on('data', (part: string) => (text += part));
        res.on('end', () => resolve(text));
      }).end();
    });
    assert.ok(page.includes(word), language);
    assert.ok(page.includes(fingerprint256));
    assert.ok(page.includes('<code>::1</code>'));
    assert.doesNotMatch(page, /<script/);
  }
  const plain = await fetch(`${origins.lab}/trust`, { redirect: 'manual' });
  assert.equal(plain.headers.get('location'), `${origins.labTls}/trust`);
});

test('a client that hangs up in the middle of a handshake is reported, and does no harm', async () => {
  const heard = await listen();
  const socket = connectTcp(port, 'localhost', () => socket.end(Buffer.from([22, 3, 1])));
  assert.equal((await heard(/refusal/))['refusal'], 'ECONNRESET');
});
