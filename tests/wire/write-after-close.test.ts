// What the course claims of Node's response once its client is gone.
import assert from 'node:assert/strict';
import { createServer, type ServerResponse } from 'node:http';
import { createSecureServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ensureCertificate } from '../../src/server/certificate.ts';
import { temporaryFolder } from '../support/companion.ts';
import { http2Client } from '../support/http2-client.ts';
import { openRaw } from '../support/raw-client.ts';

const plain = createServer();
const tls = createSecureServer(await ensureCertificate(join(temporaryFolder(), 'tls')));
const origins = await Promise.all(
  [plain, tls].map(async (server, index) => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    after(() => void server.close());
    const scheme = index === 0 ? 'http' : 'https';
    return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }),
);

/** Resolves with the next response, once its client has been told to leave and `close` was heard. */
function leftBehind(server: typeof plain | typeof tls, leave: () => void): Promise<ServerResponse> {
  return new Promise((resolve) => {
    (server as typeof plain).once('request', (_req, res) => {
      res.writeHead(200, { 'Content-Type': 'text/event-stream' });
      res.on('close', () => resolve(res));
      res.write(': ok\n\n');
      leave();
    });
  });
}

test('over HTTP/1.1 writing after the client left is answered false, and throws nothing', async () => {
  const left = leftBehind(plain, () => client.leave());
  const client = openRaw(origins[0]!, '/');
  const res = await left;
  res.on('error', (error) => assert.fail(error));
  assert.equal(res.write('data: nobody\n\n'), false);
  await new Promise((resolve) => setImmediate(resolve));
});

test('over HTTP/2 too', async () => {
  const client = http2Client(origins[1]!);
  const left = leftBehind(tls, () => stream.leave());
  const stream = client.open('/');
  const res = await left;
  res.on('error', (error) => assert.fail(error));
  assert.equal(res.write('data: nobody\n\n'), false);
  await new Promise((resolve) => setImmediate(resolve));
  client.close();
});
