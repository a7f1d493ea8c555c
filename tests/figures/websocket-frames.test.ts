// What both browsers make of frames that no server may send, and how they open a WebSocket over HTTP/2.
import assert from 'node:assert/strict';
import { createServer, type IncomingMessage } from 'node:http';
import { createSecureServer, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Browser } from 'puppeteer-core';
import { WebSocketServer } from 'ws';
import { broken } from '../../demos/frames/server-broken.ts';
import { ensureCertificate } from '../../src/server/certificate.ts';
import { atEnd } from '../support/at-end.ts';
import { temporaryFolder } from '../support/companion.ts';
import { figure, inBothBrowsers } from '../support/figure.ts';
import { openTab } from '../support/two-browsers.ts';

/** Serves a page, and a WebSocket that sends what its address names. */
async function serveBroken(): Promise<string> {
  const sockets = new WebSocketServer({ noServer: true });
  const server = createServer((_req, res) => void res.end('<!doctype html><title>frames</title>'));
  server.on('upgrade', (req, socket, head) =>
    sockets.handleUpgrade(req, socket, head, (one) => {
      const name = req.url!.slice(1);
      one.on('error', () => {});
      if (name.startsWith('close')) one.close(Number(name.slice(5)), 'asked for');
      else socket.write(broken[name]!);
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  atEnd(() => {
    server.close();
    server.closeAllConnections();
    for (const one of sockets.clients) one.terminate();
  });
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

/** The close event that a page sees, or that it was given a message. */
async function closeSeen(browser: Browser, origin: string, names: string[]) {
  const page = await openTab(browser, `${origin}/`);
  const seen = await page.evaluate(async (names) => {
    const one = (name: string) =>
      new Promise<{ code: number | 'taken'; wasClean: boolean }>((resolve) => {
        const socket = new WebSocket(`ws://${location.host}/${name}`);
        socket.onmessage = () => resolve({ code: 'taken', wasClean: true });
        socket.onclose = ({ code, wasClean }) => resolve({ code, wasClean });
      });
    const all = await Promise.all(names.map(one));
    return Object.fromEntries(names.map((name, at) => [name, all[at]!]));
  }, names);
  await page.close();
  return seen;
}

figure('broken-frames', 'a frame that no server may send ends the WebSocket', async (browser) => {
  const origin = await serveBroken();
  const seen = await closeSeen(browser, origin, Object.keys(broken));
  return Object.fromEntries(Object.entries(seen).map(([name, { code }]) => [name, code]));
});

inBothBrowsers('a close frame’s code and reason reach the page', async (browser) => {
  const origin = await serveBroken();
  const names = ['close1000', 'close1001', 'close1011', 'close4000'];
  const seen = await closeSeen(browser, origin, names);
  for (const name of names)
    assert.deepEqual(seen[name], { code: Number(name.slice(5)), wasClean: true });
});

/** Serves a page over HTTP/2, and tells how a WebSocket arrives: on its connection, or on one of its own. */
async function serveHttp2(announces: boolean) {
  const certificate = await ensureCertificate(temporaryFolder());
  const settings = announces ? { enableConnectProtocol: true } : {};
  const server = createSecureServer({ ...certificate, settings, allowHTTP1: true });
  const sockets = new WebSocketServer({ noServer: true });
  const arrived: string[] = [];
  const connections = new Set<Socket>();
  server.on('secureConnection', (socket: Socket) => {
    connections.add(socket);
    socket.on('error', () => {});
  });
  server.on('stream', (stream: ServerHttp2Stream, headers) => {
    stream.on('error', () => {});
    if (headers[':method'] === 'CONNECT') {
      arrived.push(`extended CONNECT, ${String(headers[':protocol'])}`);
      assert.equal(headers['sec-websocket-key'], undefined);
      stream.respond({ ':status': 200 });
      // A text frame, as over HTTP/1.1.
      stream.write(Buffer.from([0x81, 0x02, 0x68, 0x69]));
    } else {
      stream.respond({ ':status': 200, 'content-type': 'text/html' });
      stream.end('<!doctype html><title>a page</title><link rel="icon" href="data:,">');
    }
  });
  server.on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    arrived.push('upgrade over HTTP/1.1');
    sockets.handleUpgrade(req, socket, head, (one) => one.send('hi'));
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  atEnd(() => {
    server.close();
    for (const socket of connections) socket.destroy();
  });
  const origin = `https://localhost:${(server.address() as AddressInfo).port}`;
  return { origin, arrived, connections: () => connections.size };
}

async function openOverTls(browser: Browser, announces: boolean) {
  const server = await serveHttp2(announces);
  const page = await openTab(browser, `${server.origin}/`);
  const heard = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(`wss://${location.host}/ws`);
        socket.onmessage = ({ data }) => resolve(String(data));
        socket.onclose = ({ code }) => resolve(`closed ${code}`);
      }),
  );
  await page.close();
  assert.equal(heard, 'hi');
  return server;
}

inBothBrowsers(
  'a server that announces extended CONNECT is sent a WebSocket on the connection that is there',
  async (browser) => {
    const { arrived, connections } = await openOverTls(browser, true);
    assert.deepEqual(arrived, ['extended CONNECT, websocket']);
    assert.equal(connections(), 1);
  },
);

inBothBrowsers(
  'a server that does not is sent one over HTTP/1.1, on a connection of its own',
  async (browser) => {
    const { arrived, connections } = await openOverTls(browser, false);
    assert.deepEqual(arrived, ['upgrade over HTTP/1.1']);
    assert.ok(connections() >= 2);
  },
);
