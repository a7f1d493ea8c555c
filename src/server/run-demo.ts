// One demo alone: its page at `/`, its stream at `/events`, nothing else. The same host as in the course.
import { originsFor, type Settings } from '../origins.ts';
import { surviveDemos } from './contain-demo.ts';
import { startLabs, type Places } from './companion.ts';
import { reachedBy } from './listen.ts';
import { runUntilStopped } from './run-until-stopped.ts';

/** Runs a demo until Ctrl-C. It listens where the site would: on PORT. */
export async function runDemo(slug: string, settings: Settings): Promise<void> {
  surviveDemos();
  await runUntilStopped(async () => {
    const demo = await startDemoAlone(slug, settings);
    console.log(
      `\n  ${slug}   ${demo.origin}/\n\n  curl -N ${demo.origin}/events\n\n  Ctrl-C ends it.\n`,
    );
    return demo;
  });
}

/** Starts a demo alone. Rejects with a sentence when the port cannot be had. */
export async function startDemoAlone(
  slug: string,
  settings: Settings,
  places: Places = {},
): Promise<{ origin: string; close: () => Promise<void> }> {
  const here = { ...settings, labPort: settings.port, labOrigin: settings.siteOrigin };
  const labs = await startLabs(here, { ...places, only: slug });
  return { origin: originsFor(reachedBy(settings.host), labs.settings).lab, close: labs.close };
}
