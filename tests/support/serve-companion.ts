// Run by tests as a process: `npm start` with places of the test's choosing.
import { join } from 'node:path';
import { readSettings } from '../../src/origins.ts';
import { startCompanion } from '../../src/server/companion.ts';
import { surviveDemos } from '../../src/server/contain-demo.ts';
import { findDemos } from '../../src/server/demos.ts';
import { runUntilStopped } from '../../src/server/run-until-stopped.ts';

const [dist = '', tls = '', demos] = process.argv.slice(2);

surviveDemos();
await runUntilStopped(async () => {
  const classes = join(tls, 'classes.db');
  const places = { dist, tls, classes, ...(demos ? { demos: findDemos(demos) } : {}) };
  const companion = await startCompanion(readSettings(process.env), places);
  console.log(JSON.stringify(companion.origins));
  return companion;
});
