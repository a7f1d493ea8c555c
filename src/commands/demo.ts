// npm run demo: lists the demos. npm run demo first-stream: runs that one alone.
import { findDemos } from '../server/demos.ts';
import { runDemo } from '../server/run-demo.ts';
import { settingsOrExit } from './settings-or-exit.ts';

const slug = process.argv[2];
const demos = findDemos().list();
if (!slug) {
  console.log(
    `Demos (each also alone: npm run demo <name>):\n${demos.map((name) => `  ${name}`).join('\n')}`,
  );
} else if (!demos.includes(slug)) {
  console.error(`There is no demo "${slug}". There are: ${demos.join(', ')}.`);
  process.exitCode = 1;
} else {
  // A port of its own, so that the course may run beside it.
  const PORT = process.env['PORT']?.trim() || '4330';
  await runDemo(slug, settingsOrExit({ ...process.env, PORT }));
}
