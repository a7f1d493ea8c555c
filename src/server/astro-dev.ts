// Astro integration for `npm run dev`: the API inside Astro's own server, the labs beside it, and
// demos that are live as soon as they are saved.
import type { AstroIntegration, HookParameters } from 'astro';
import type { AddressInfo } from 'node:net';
import { relative, sep } from 'node:path';
import { originsFor, readSettings } from '../origins.ts';
import { startLabs, type Labs } from './companion.ts';
import { surviveDemos } from './contain-demo.ts';
import { demosFolder, findDemos } from './demos.ts';
import { reachedBy } from './listen.ts';

type DevServer = HookParameters<'astro:server:setup'>['server'];

// An edited config starts Astro's server anew in the same process, and this module with it: what
// runs must outlive the module to be closed first.
const kept = globalThis as { labsInDev?: Labs };

export function companionInDev(): AstroIntegration {
  return {
    name: 'companion',
    hooks: {
      'astro:config:setup': ({ command, updateConfig }) => {
        if (command === 'dev') updateConfig({ vite: { plugins: [mountApi()] } });
      },
      'astro:server:setup': async ({ server, logger }) => {
        const labs = await restartLabs(server);
        const { lab, labTls } = originsFor(reachedBy(labs.settings.host), labs.settings);
        logger.info(`labs on ${lab} and ${labTls}`);
        server.watcher.on('change', (file) => endEdited(file, labs));
      },
      'astro:server:done': async () => {
        await kept.labsInDev?.close();
        delete kept.labsInDev;
      },
    },
  };
}

/** A Vite plugin that puts the API before everything: Astro refuses paths without a slash at their end. */
function mountApi() {
  return {
    name: 'companion-api',
    enforce: 'post' as const,
    configureServer: (server: DevServer) => () => {
      const handle = createDevApi(server);
      server.middlewares.stack.unshift({ route: '', handle });
    },
  };
}

function createDevApi(server: DevServer): Labs['api'] {
  return (req, res, next) => {
    const labs = kept.labsInDev;
    const address = server.httpServer?.address() as AddressInfo | null | undefined;
    if (!labs || !address) return next();
    labs.settings.port = address.port;
    labs.api(req, res, next);
  };
}

/** Starts the labs, once those of the server before have freed the ports. */
async function restartLabs(server: DevServer): Promise<Labs> {
  await kept.labsInDev?.close();
  const demos = findDemos(demosFolder, (file) => server.ssrLoadModule(file));
  const labs = await startLabs(readSettings(process.env), { demos });
  const stopSurviving = surviveDemos();
  kept.labsInDev = {
    ...labs,
    async close() {
      stopSurviving();
      await labs.close();
    },
  };
  return kept.labsInDev;
}

/** The next request runs the new code; open streams end, so that browsers come back to it. */
function endEdited(file: string, { lab }: Labs): void {
  const [slug, name] = relative(demosFolder, file).split(sep);
  if (slug && name?.startsWith('server')) lab.endDemo(slug);
}
