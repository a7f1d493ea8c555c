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
    const { origin, tlsOrigin } = demo;
    const overTls = tlsOrigin ? `\n  curl -Nk --http2 ${tlsOrigin}/events` : '';
    console.log(
      `\n  ${slug}   ${origin}/\n\n  curl -N ${origin}/events${overTls}\n\n  Ctrl-C ends it.\n`,
    );
    return demo;
  });
}

/** Starts a demo alone, over TLS too at the next port if it needs that. Rejects with a sentence when the port cannot be had. */
export async function startDemoAlone(
  slug: string,
  settings: Settings,
  places: Places = {},
): Promise<{ origin: string; tlsOrigin: string | undefined; close: () => Promise<void> }> {
  const { port, siteOrigin } = settings;
  const here = { ...settings, labPort: port, labTlsPort: port && port + 1, labOrigin: siteOrigin };
  const labs = await startLabs(here, { ...places, only: slug });
  const { lab, labTls } = originsFor(reachedBy(settings.host), labs.settings);
  return { origin: lab, tlsOrigin: labs.lab.tlsPort ? labTls : undefined, close: labs.close };
}
