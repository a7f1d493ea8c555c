// Listening on a port, by every address that the host's name has.
import type { AddressInfo, Server } from 'node:net';
import { isIPv6 } from 'node:net';
import { networkInterfaces } from 'node:os';
import { isLoopbackAddress } from './loopback.ts';

export type Listener = { port: number; close: () => void };

type Options = {
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** The variable that chooses the port, for the message when it is in use. */
  variable: string;
  /** Connections accepted at once. */
  maxConnections: number;
  /** Called once for each address. */
  createServer: () => Server;
};

const loopback = ['127.0.0.1', '::1'];

/**
 * Starts to listen. `localhost` is 127.0.0.1 to some programs and ::1 to others: both answer.
 * @throws a sentence with the remedy when the port or the host cannot be had
 */
export async function listen({ host, port, ...options }: Options): Promise<Listener> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await listenOnAll(addressesOf(host), port, options);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // A free port of 127.0.0.1 may be taken on ::1: another try finds a port free on both.
      if (code === 'EADDRINUSE' && port === 0 && attempt < 10) continue;
      throw new Error(sentence(code, host, port, options.variable), { cause: error });
    }
  }
}

/** The addresses to listen on; those after the first are welcome but not needed. */
function addressesOf(host: string): string[] {
  if (host === 'localhost' || loopback.includes(host)) return loopback;
  return host === '0.0.0.0' ? ['0.0.0.0', '::1'] : [host];
}

/** Whether only this machine can reach the host. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || isLoopbackAddress(host);
}

/** Whether every address of this machine is listened on. */
export function isEverywhere(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}

/** The name by which a browser on this machine reaches what listens on `host`; IPv6 in brackets. */
export function reachedBy(host: string): string {
  if (addressesOf(host).some((one) => loopback.includes(one)) || isEverywhere(host))
    return 'localhost';
  return isIPv6(host) ? `[${host}]` : host;
}

/** The addresses by which other machines reach this one. */
export function lanAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map((one) => one.address);
}

type ServerOptions = Pick<Options, 'maxConnections' | 'createServer'>;

async function listenOnAll(
  [first = '', ...others]: string[],
  port: number,
  options: ServerOptions,
): Promise<Listener> {
  const servers = [await listenOn(first, port, options)];
  const taken = (servers[0]!.address() as AddressInfo).port;
  try {
    for (const address of others) servers.push(await listenOn(address, taken, options));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Many containers have no IPv6 at all.
    if (code !== 'EADDRNOTAVAIL' && code !== 'EAFNOSUPPORT') {
      servers.forEach(close);
      throw error;
    }
  }
  return { port: taken, close: () => servers.forEach(close) };
}

function listenOn(host: string, port: number, options: ServerOptions): Promise<Server> {
  const { promise, resolve, reject } = Promise.withResolvers<Server>();
  const server = options.createServer();
  server.maxConnections = options.maxConnections;
  server.once('error', reject);
  server.listen({ host, port }, () => resolve(server));
  return promise;
}

/** Stops accepting. Connections that are open stay so: their owner knows how to end them. */
function close(server: Server): void {
  server.close();
}

function sentence(code: string | undefined, host: string, port: number, variable: string): string {
  const other = port + 1000 < 65536 ? port + 1000 : port - 1000;
  if (code === 'EADDRINUSE') {
    return `Port ${port} is in use, perhaps by this course in another terminal. Stop what listens there, or choose another port: ${variable}=${other} (0 takes any free one).`;
  }
  if (code === 'EACCES') {
    return `Port ${port} may not be used without special rights. Choose a higher one, for example ${variable}=${variable === 'PORT' ? 4321 : 4322}.`;
  }
  return `HOST is "${host}", which is no address of this machine (${code}). Use HOST=localhost (this machine only) or HOST=0.0.0.0 (the local network too).`;
}
