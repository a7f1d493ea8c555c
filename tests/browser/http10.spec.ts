// A server of 1996's kind: no chunks, no length; a body lasts until its connection closes.
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, test } from '@playwright/test';

const page10 =
  'HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<!doctype html><title>1.0</title>';

for (const version of ['HTTP/1.0', 'HTTP/1.1 without length or chunks']) {
  const [protocol] = version.split(' ');
  const stream = `${protocol} 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: one\n\n`;

  test(`over ${version} each event arrives while the body is still open`, async ({ page }) => {
    const opened = Promise.withResolvers<Socket>();
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', (request) => {
        if (!request.toString().startsWith('GET /events')) return void socket.end(page10);
        socket.write(stream);
        opened.resolve(socket);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      const source = new EventSource('/events');
      source.onmessage = ({ data }) => seen.push(`${source.readyState} ${data}`);
      source.onerror = () => seen.push(`${source.readyState} error`);
    });
    const seen = () => page.evaluate(() => (window as unknown as { seen: string[] }).seen);

    await expect.poll(seen).toEqual(['1 one']);
    const socket = await opened.promise;
    socket.write('data: two\n\n');
    await expect.poll(seen).toEqual(['1 one', '1 two']);
    // The end of the body is the end of the connection: nothing tells it from a cut.
    socket.end();
    await expect.poll(seen).toEqual(['1 one', '1 two', '0 error']);
    await page.close();
    server.close();
  });
}
