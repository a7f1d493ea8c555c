// What the host asks of requests that may change something, whatever the demo.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findDemos } from '../../src/server/demos.ts';
import { startTestCompanion, writeDemos } from '../support/companion.ts';
import { http2Client } from '../support/http2-client.ts';
import { rawClient } from '../support/raw-client.ts';

const demos = writeDemos({
  note: `export default async (req, res) => {
    let text = '';
    for await (const part of req) text += part;
    res.end(req.method + ' ' + text);
  };`,
});
const { origins } = await startTestCompanion({ demos: findDemos(demos) });
const { host } = new URL(origins.lab);

async function send(method: string, fields: string[], body = ''): Promise<string> {
  const lines = [`${method} /note/x HTTP/1.1`, `Host: ${host}`, 'Connection: close', ...fields];
  const client = rawClient(origins.lab, `${lines.join('\r\n')}\r\n\r\n${body}`);
  await client.ended;
  return client.all().toString();
}

for (const [whose, origin] of [
  ['the course', origins.site],
  ['the demo itself', origins.lab],
] as const) {
  test(`a page of ${whose} may change something`, async () => {
    const response = await send('POST', [`Origin: ${origin}`, 'Content-Length: 2'], 'hi');
    assert.match(response, /^HTTP\/1\.1 200 [^]*POST hi/);
  });
}

test('so may a program, which has no origin, and a request without a body', async () => {
  assert.match(await send('PUT', ['Content-Length: 2'], 'hi'), /^HTTP\/1\.1 200 [^]*PUT hi/);
  assert.match(await send('DELETE', []), /^HTTP\/1\.1 200 [^]*DELETE/);
});

test('a foreign page may not, with any method but GET and HEAD', async () => {
  for (const origin of ['https://evil.example', 'null', 'http://localhost:1']) {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const response = await send(method, [`Origin: ${origin}`, 'Content-Length: 0']);
      assert.match(response, /^HTTP\/1\.1 403 [^]*Only pages of the course/, `${method} ${origin}`);
    }
  }
});

test('a body of unknown or large size is refused before it is read', async () => {
  const chunked = await send('POST', ['Transfer-Encoding: chunked'], '2\r\nhi\r\n0\r\n\r\n');
  assert.match(chunked, /^HTTP\/1\.1 411 [^]*Content-Length/);
  const large = await send('POST', ['Content-Length: 16385']);
  assert.match(large, /^HTTP\/1\.1 413 [^]*16384 bytes/);
});

test('over HTTP/2 the same rules hold', async () => {
  const client = http2Client(origins.labTls);
  const status = async (fields: Record<string, string>) =>
    (await client.open('/note/x', fields).headers)[':status'];
  const evil = { ':method': 'DELETE', origin: 'https://evil.example' };
  assert.equal(await status(evil), 403);
  assert.equal(await status({ ':method': 'DELETE' }), 200);
  assert.equal(await status({ ':method': 'DELETE', origin: origins.labTls }), 200);
  client.close();
});
