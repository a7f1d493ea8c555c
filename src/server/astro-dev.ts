// Astro integration for `npm run dev`: the API inside Astro's own server, the labs beside it, and
// demos that are live as soon as they are saved.
import type { AstroIntegration, HookParameters } from 'astro';
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
  let mountApi: ((port: number) => void) | undefined;
  return {
    name: 'companion',
    hooks: {
      'astro:server:setup': async ({ server, logger }) => {
        const labs = await restartLabs(server);
        const { labPort, labTlsPort } = labs.settings;
        logger.info(`labs on http://localhost:${labPort} and https://localhost:${labTlsPort}`);
        server.watcher.on('change', (file) => endEdited(file, labs));
        mountApi = (port) => {
          labs.settings.port = port;
          // In front of all: Astro puts its own checks first, and would refuse /api/… for its slash.
          const { stack } = server.middlewares;
          stack.unshift({ route: '', handle: labs.api as (typeof stack)[number]['handle'] });
        };
      },
      'astro:server:start': ({ address }) => mountApi?.(address.port),
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
