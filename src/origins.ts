// The three origins: where the companion listens, and how a page can reach them. The environment
// is read here and nowhere else.

/** What the environment may set, with defaults in place. Ports of 0 take any free one. */
export type Settings = {
  /** Address to listen on. `localhost` means loopback only; `0.0.0.0` opens to the local network. */
  host: string;
  port: number;
  labPort: number;
  labTlsPort: number;
  /** Origins as the public sees them, where a proxy stands in front. */
  siteOrigin?: string | undefined;
  labOrigin?: string | undefined;
  labTlsOrigin?: string | undefined;
  /** Streams that may be open at once: in all, and from one client address. */
  maxStreams: number;
  maxStreamsPerClient: number;
  /** Where classes are kept, if several processes serve them: `redis://…`. */
  redisUrl?: string | undefined;
};

export type Origins = {
  /** Pages and API, HTTP/1.1. */
  site: string;
  /** Every demo, HTTP/1.1. */
  lab: string;
  /** The same demos over TLS: HTTP/2, and HTTP/1.1 for clients without it. */
  labTls: string;
};

type Environment = Record<string, string | undefined>;

/**
 * Reads and checks the settings.
 * @throws a sentence that names the variable and a value that would do
 */
export function readSettings(environment: Environment): Settings {
  const settings: Settings = {
    host: readHost(environment),
    port: readWhole(environment, 'PORT', 4321, 0, 65535),
    labPort: readWhole(environment, 'LAB_PORT', 4322, 0, 65535),
    labTlsPort: readWhole(environment, 'LAB_TLS_PORT', 4323, 0, 65535),
    siteOrigin: readOrigin(environment, 'SITE_ORIGIN', ['http:', 'https:']),
    labOrigin: readOrigin(environment, 'LAB_ORIGIN', ['http:', 'https:']),
    labTlsOrigin: readOrigin(environment, 'LAB_TLS_ORIGIN', ['https:']),
    maxStreams: readWhole(environment, 'MAX_STREAMS', 2000, 1, 1_000_000),
    maxStreamsPerClient: readWhole(environment, 'MAX_STREAMS_PER_CLIENT', 300, 1, 1_000_000),
    redisUrl: readRedis(environment),
  };
  refuseSharedPorts(settings);
  return settings;
}

/**
 * The origins for a page that was reached at `requestHost`: the same machine, by the same name.
 * @param requestHost a `Host` header: a name or address, its port is ignored
 * @param settings with the ports really in use
 */
export function originsFor(requestHost: string, settings: Settings): Origins {
  const name = hostnameOf(requestHost) ?? 'localhost';
  return {
    site: settings.siteOrigin ?? new URL(`http://${name}:${settings.port}`).origin,
    lab: settings.labOrigin ?? new URL(`http://${name}:${settings.labPort}`).origin,
    labTls: settings.labTlsOrigin ?? new URL(`https://${name}:${settings.labTlsPort}`).origin,
  };
}

/** The host name of a `Host` header, lower case, IPv6 in brackets; undefined when it is no such thing. */
export function hostnameOf(host: string): string | undefined {
  if (!/^[\w.:[\]-]+$/.test(host) || !URL.canParse(`http://${host}`)) return undefined;
  const name = new URL(`http://${host}`).hostname.replace(/\.$/, '');
  const hasEmptyLabel = /(^|\.)(\.|$)/.test(name);
  return hasEmptyLabel ? undefined : name;
}

function readHost(environment: Environment): string {
  const host = environment['HOST'] || 'localhost';
  if (/^[\w.:-]+$/.test(host)) return host;
  throw new Error(
    `HOST is "${host}", which is no host name or address. Use for example HOST=localhost (this machine only) or HOST=0.0.0.0 (the local network too).`,
  );
}

function readWhole(
  environment: Environment,
  name: string,
  fallback: number,
  lowest: number,
  highest: number,
): number {
  const text = environment[name]?.trim();
  if (!text) return fallback;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= lowest && value <= highest) return value;
  throw new Error(
    `${name} is "${text}". It must be a whole number from ${lowest} to ${highest}, for example ${name}=${fallback}.`,
  );
}

function readOrigin(environment: Environment, name: string, schemes: string[]): string | undefined {
  const text = environment[name]?.trim();
  if (!text) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOrigin = url && schemes.includes(url.protocol) && url.href === `${url.origin}/`;
  if (isOrigin) return url.origin;
  throw new Error(
    `${name} is "${text}". It must be an origin, without a path, for example ${name}=https://course.example.org.`,
  );
}

function readRedis(environment: Environment): string | undefined {
  const text = environment['REDIS_URL']?.trim();
  if (!text) return undefined;
  if (URL.canParse(text) && /^rediss?:$/.test(new URL(text).protocol)) return text;
  throw new Error(
    `REDIS_URL is "${text}". It must be the address of a Redis, for example REDIS_URL=redis://127.0.0.1:6379.`,
  );
}

function refuseSharedPorts({ port, labPort, labTlsPort }: Settings): void {
  const chosen = [port, labPort, labTlsPort].filter((one) => one !== 0);
  if (new Set(chosen).size === chosen.length) return;
  throw new Error(
    `PORT, LAB_PORT and LAB_TLS_PORT are ${port}, ${labPort} and ${labTlsPort}. Each origin needs a port of its own, for example 4321, 4322 and 4323.`,
  );
}
