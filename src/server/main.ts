// The process behind `npm start`: starts the companion, says where it is, and ends it cleanly.
import { readSettings, type Settings } from '../origins.ts';
import { startCompanion, type Companion } from './companion.ts';
import { surviveDemos } from './contain-demo.ts';
import { runUntilStopped } from './run-until-stopped.ts';
import { isEverywhere, lanAddresses } from './listen.ts';

export { startCompanion } from './companion.ts';

/** Serves until Ctrl-C or SIGTERM. */
export async function serve(): Promise<void> {
  surviveDemos();
  await runUntilStopped(async () => {
    const companion = await startCompanion(readSettings(process.env));
    console.log(welcome(companion));
    return companion;
  });
}

function welcome({ origins, settings }: Companion): string {
  const lines = [
    '',
    `  One Long Response   ${origins.site}`,
    '',
    `  lab, HTTP/1.1       ${origins.lab}`,
    `  lab, HTTP/2         ${origins.labTls}`,
    ...(isEverywhere(settings.host) ? lanLines(settings) : []),
    '',
    '  Ctrl-C ends it.',
    '',
  ];
  return lines.join('\n');
}

/** What a class types into its browsers. */
function lanLines({ port, siteOrigin }: Settings): string[] {
  const origins = siteOrigin ? [siteOrigin] : lanAddresses().map((ip) => `http://${ip}:${port}`);
  const lines = origins.flatMap((origin) => [
    `  on your network     ${origin}`,
    `  a class joins at    ${origin}/join/`,
  ]);
  return ['', ...lines];
}

if (import.meta.main) await serve();
