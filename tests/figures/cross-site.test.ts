// A page of another origin and a reader's cookie: what CORS keeps from it, and what a WebSocket gives it.
import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { atEnd } from '../support/at-end.ts';
import { inBothBrowsers } from '../support/figure.ts';
import { openTab } from '../support/two-browsers.ts';

async function listen(
  answer: (req: IncomingMessage, res: ServerResponse) => void,
  upgrade: (req: IncomingMessage, socket: Duplex, head: Buffer) => void = () => {},
): Promise<string> {
  const server = createServer(answer).on('upgrade', upgrade);
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  atEnd(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

/** A server that tells each visitor its cookie, over everything, and checks `Origin` at `/checked` only. */
async function serveBank(): Promise<string> {
  const sockets = new WebSocketServer({ noServer: true });
  atEnd(() => sockets.clients.forEach((one) => one.terminate()));
  return listen(
    (req, res) => {
      res.setHeader('Set-Cookie', 'session=secret; SameSite=Lax');
      const isStream = req.url === '/events';
      if (isStream) res.setHeader('Content-Type', 'text/event-stream');
      res.write(
        isStream ? `data: ${req.headers.cookie}\n\n` : '<!doctype html><title>bank</title>',
      );
      if (!isStream) res.end();
    },
    (req, socket, head) => {
      const isOwn = req.headers.origin === `http://${req.headers.host}`;
      if (req.url === '/checked' && !isOwn)
        return void socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
      sockets.handleUpgrade(req, socket, head, (one) => one.send(String(req.headers.cookie)));
    },
  );
}

inBothBrowsers(
  'a page of another origin reads a WebSocket that the reader’s cookie opened, unless Origin is checked',
  async (browser) => {
    const bank = await serveBank();
    const evil = await listen((_req, res) => void res.end('<!doctype html><title>evil</title>'));
    const visit = await openTab(browser, `${bank}/`);
    const page = await openTab(browser, `${evil}/`);
    const read = await page.evaluate(async (bank) => {
      const socket = (path: string) =>
        new Promise<string>((resolve) => {
          const one = new WebSocket(`${bank.replace('http', 'ws')}${path}`);
          one.onmessage = ({ data }) => resolve(String(data));
          one.onclose = ({ code }) => resolve(`closed ${code}`);
        });
      const stream = new Promise<string>((resolve) => {
        const source = new EventSource(`${bank}/events`, { withCredentials: true });
        source.onmessage = ({ data }) => resolve(String(data));
        source.onerror = () => resolve(`error ${source.readyState}`);
      });
      const fetched = fetch(`${bank}/`, { credentials: 'include' }).then(
        (answer) => answer.text(),
        () => 'refused',
      );
      return {
        socket: await socket('/'),
        checked: await socket('/checked'),
        stream: await stream,
        fetched: await fetched,
      };
    }, bank);
    assert.deepEqual(read, {
      socket: 'session=secret',
      checked: 'closed 1006',
      stream: 'error 2',
      fetched: 'refused',
    });
    await page.close();
    await visit.close();
  },
);
