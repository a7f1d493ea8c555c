// Puts the companion together: what its three origins share, and their listeners.
import { hostname } from 'node:os';
import { join } from 'node:path';
import { root } from '../root.ts';
import { usesBothProtocols } from '../demo-view.ts';
import { originsFor, type Origins, type Settings } from '../origins.ts';
import { ensureCertificate } from './certificate.ts';
import { findDemos, type Demos } from './demos.ts';
import { standsForMany } from './client-address.ts';
import { startClasses } from './classes.ts';
import { createConnectionCaps, type ConnectionCaps } from './connection-caps.ts';
import { createFaults } from './faults.ts';
import { createHostGuard } from './host-guard.ts';
import { startLab, type Lab } from './lab.ts';
import { isEverywhere, isLoopback, lanAddresses, reachedBy } from './listen.ts';
import { createSharedDemos } from './shared-demos.ts';
import { createSiteApi, type Middleware } from './site-api.ts';
import { startSite } from './site.ts';
import { createStreamCaps } from './stream-caps.ts';
import { createTapStreams } from './tap-stream.ts';
import { createWireTaps, type TapLimits } from './wire-taps.ts';

export type Companion = {
  /** As a browser on this machine reaches them. */
  origins: Origins;
  /** With the ports really in use. */
  settings: Settings;
  /** Ends every open response in good order and stops listening. */
  close: () => Promise<void>;
};

/** The parts without the site: in dev, Astro's own server is the site. */
export type Labs = {
  api: Middleware;
  connectionCaps: ConnectionCaps;
  lab: Lab;
  settings: Settings;
  close: () => Promise<void>;
};

/** Places and times that tests choose differently. */
export type Places = {
  demos?: Demos;
  /** What `astro build` wrote. */
  dist?: string;
  /** Where the certificate is kept. */
  tls?: string;
  /** Milliseconds that the fault `hold` keeps bytes back. */
  holdTime?: number;
  tapLimits?: TapLimits;
  /** Milliseconds that a connection of the lab may stay without a response. */
  idleTime?: number;
  /** Milliseconds that a connection of the site may be silent. */
  silence?: number;
  /** The file that keeps classes, or `:memory:`. */
  classes?: string;
  /** Serves this demo alone, at `/`; with TLS if it runs over both protocols. */
  only?: string;
};

/** Where the lab's certificate and its key are kept. */
export const tlsFolder = join(root, '.local/tls');

/** Starts the site and both labs. Rejects with a sentence when a port cannot be had. */
export async function startCompanion(settings: Settings, places: Places = {}): Promise<Companion> {
  const labs = await startLabs(settings, places);
  try {
    const dist = places.dist ?? join(root, 'dist');
    const { api, connectionCaps } = labs;
    const { silence } = places;
    const site = await startSite({ settings, api, connectionCaps, dist, silence });
    labs.settings.port = site.port;
    return {
      origins: originsFor(reachedBy(settings.host), labs.settings),
      settings: labs.settings,
      async close() {
        await Promise.all([site.close(), labs.close()]);
      },
    };
  } catch (error) {
    await labs.close();
    throw error;
  }
}

/** Starts both labs, and makes the API that the site mounts. Set `settings.port` to the site's real port. */
export async function startLabs(settings: Settings, places: Places = {}): Promise<Labs> {
  const actual = { ...settings };
  const guard = createHostGuard(() => actual);
  const caps = createStreamCaps(settings);
  const connectionCaps = createConnectionCaps(settings);
  const taps = createWireTaps(places.tapLimits, (address) => standsForMany(address, settings));
  const faults = createFaults(taps, places.holdTime);
  const streams = createTapStreams(taps, caps);
  const demos = places.demos ?? findDemos();
  const { only, idleTime } = places;
  const tls = places.tls ?? tlsFolder;
  const needsTls = !only || usesBothProtocols(demos.read(only, 'view.html') ?? '');
  const certificate = needsTls ? await ensureCertificate(tls, namesFor(settings)) : undefined;
  const shared = createSharedDemos({
    lab: () => `http://${reachedBy(settings.host)}:${actual.labPort}`,
    hasRoom: (code) => classes?.has(code) ?? false,
    faults,
  });
  const classes = only
    ? undefined
    : await startClasses({ settings: () => actual, guard, shared, file: places.classes });
  const lab = await startLab({
    ...{ settings, actual: () => actual, demos, only, guard, caps, connectionCaps },
    ...{ taps, streams, faults, shared, certificate, idleTime },
  });
  actual.labPort = lab.port;
  // Without TLS no origin is the lab's over it.
  actual.labTlsPort = lab.tlsPort ?? 0;
  return {
    api: createSiteApi({
      ...{ settings: () => actual, guard, streams, faults, live: classes?.api },
    }),
    connectionCaps,
    lab,
    settings: actual,
    async close() {
      streams.close();
      shared.close();
      await Promise.all([lab.close(), classes?.close()]);
      taps.close();
    },
  };
}

/** Names for the certificate beside loopback's: those by which the local network may reach us. */
export function namesFor({ host }: Settings): string[] {
  if (isLoopback(host)) return [];
  const own = isEverywhere(host) ? [] : [host];
  const machine = [hostname(), `${hostname().split('.')[0]}.local`];
  return [...new Set([...own, ...lanAddresses(), ...machine])];
}
