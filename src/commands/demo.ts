// npm run demo: lists the demos. npm run demo first-stream: runs that one alone.
import { readSettings } from '../origins.ts';
import { listDemos, runDemo } from '../server/run-demo.ts';

const slug = process.argv[2];
const demos = listDemos();
if (!slug) {
  console.log(
    `Demos (each also alone: npm run demo <name>):\n${demos.map((name) => `  ${name}`).join('\n')}`,
  );
} else if (!demos.includes(slug)) {
  console.error(`There is no demo "${slug}". There are: ${demos.join(', ')}.`);
  process.exitCode = 1;
} else {
  // A port of its own, so that the course may run beside it.
  await runDemo(slug, readSettings({ PORT: '4330', ...process.env }));
}
