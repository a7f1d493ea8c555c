// An independent witness between a browser and a lab: it passes bytes on and keeps them, and knows
// nothing of what they mean. Over TLS it holds a certificate of its own, so that it sees what is inside.
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { connect as connectTls, createServer as createTlsServer, type TLSSocket } from 'node:tls';
import type { Certificate } from '../../src/server/certificate.ts';

/** What one connection has carried so far. */
export type Carried = { up: Buffer; down: Buffer };

export type CountingRelay = {
  port: number;
  /** Where to pass bytes on; to be set before the first connection. */
  target: number;
  connections: Carried[];
  /** What is open now passes nothing more on, and does not end, as where a radio sleeps. */
  mute: () => void;
  close: () => void;
};

/** Listens at a free port. @param certificate for a relay over TLS */
export async function startRelay(certificate?: Certificate): Promise<CountingRelay> {
  const open = new Set<Socket>();
  const relay: CountingRelay = { port: 0, target: 0, connections: [], mute, close };
  const muted = new WeakSet<Socket>();
  const ALPNProtocols = ['h2', 'http/1.1'];
  const server = certificate
    ? createTlsServer({ ...certificate, ALPNProtocols }, accept)
    : createServer(accept);

  function accept(browser: Socket | TLSSocket): void {
    const protocol = 'alpnProtocol' in browser && browser.alpnProtocol;
    const options = { host: 'localhost', port: relay.target };
    const lab = certificate
      ? connectTls({
          ...options,
          rejectUnauthorized: false,
          ...(protocol ? { ALPNProtocols: [protocol] } : {}),
        })
      : connect(options);
    const carried = { up: Buffer.alloc(0), down: Buffer.alloc(0) };
    relay.connections.push(carried);
    pass(browser, lab, (bytes) => (carried.up = Buffer.concat([carried.up, bytes])));
    pass(lab, browser, (bytes) => (carried.down = Buffer.concat([carried.down, bytes])));
  }

  function pass(from: Socket, to: Socket, keep: (bytes: Buffer) => void): void {
    open.add(from);
    from.on('data', (bytes: Buffer) => {
      if (muted.has(from)) return;
      keep(bytes);
      to.write(bytes);
    });
    from.on('error', () => to.destroy());
    from.on('close', () => {
      open.delete(from);
      if (!muted.has(from)) to.end();
    });
  }

  function mute(): void {
    for (const socket of open) muted.add(socket);
  }

  function close(): void {
    server.close();
    for (const socket of open) socket.destroy();
  }

  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  relay.port = (server.address() as AddressInfo).port;
  return relay;
}

/** The head that a message begins with, its blank line included. */
export function headOf(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.indexOf('\r\n\r\n') + 4);
}
