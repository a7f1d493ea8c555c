// Astro integration for `npm run dev`: the API inside Astro's own server, the labs beside it, and
// demos that are live as soon as they are saved.
import type { AstroIntegration, HookParameters } from 'astro';
import type { AddressInfo } from 'node:net';
import { relative, sep } from 'node:path';
import { readSettings } from '../origins.ts';
import { startLabs, type Labs } from './companion.ts';
import { surviveDemos } from './contain-demo.ts';
import { demosFolder, findDemos } from './demos.ts';

// Kept over restarts of the dev server (an edited config): the module is loaded anew, the process is not.
type DevServer = HookParameters<'astro:server:setup'>['server'];

const state = globalThis as {
  companionInDev?: Promise<void> | undefined;
  closeCompanion?: (() => Promise<void>) | undefined;
};

export function companionInDev(): AstroIntegration {
  return {
    name: 'companion',
    hooks: {
      'astro:server:setup': async ({ server, logger }) => {
        const labs = await restartLabs(server);
        const { labPort, labTlsPort } = labs.settings;
        logger.info(`labs on http://localhost:${labPort} and https://localhost:${labTlsPort}`);
        server.middlewares.use((req, res, next) => {
          labs.settings.port =
            (server.httpServer?.address() as AddressInfo | null)?.port ?? labs.settings.port;
          labs.api(req, res, next);
        });
        server.watcher.on('change', (file) => endEdited(file, labs));
      },
      'astro:server:done': async () => {
        await state.closeCompanion?.();
        state.closeCompanion = undefined;
      },
    },
  };
}

/** Starts the labs, once those of a dev server before have freed the ports. */
async function restartLabs(server: DevServer): Promise<Labs> {
  if (!state.closeCompanion) surviveDemos();
  await state.closeCompanion?.();
  const demos = findDemos(demosFolder, (file) => server.ssrLoadModule(file));
  const labs = await startLabs(readSettings(process.env), { demos });
  state.closeCompanion = labs.close;
  return labs;
}

/** The next request runs the new code; open streams end, so that browsers come back to it. */
function endEdited(file: string, { lab }: Labs): void {
  const [slug, name] = relative(demosFolder, file).split(sep);
  if (slug && name === 'server.ts') lab.endDemo(slug);
}
