// npm run check: the one command before a commit. `npm run check static` leaves the tests out.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../root.ts';

const tool = (path: string, ...args: string[]) => [join(root, 'node_modules', path), ...args];
const steps: Record<string, string[]> = {
  format: tool('prettier/bin/prettier.cjs', '--check', '.'),
  // Types first: they also write .astro/, by which lint knows the content's types.
  types: tool('astro/bin/astro.mjs', 'check', '--minimumSeverity', 'warning'),
  lint: tool('eslint/bin/eslint.js', '--max-warnings=0', '.'),
  'unused code': tool('knip/bin/knip.js'),
  slides: [join(root, 'src/commands/slides.ts')],
};
if (process.argv[2] !== 'static') steps.tests = [join(root, 'src/commands/test.ts')];

for (const [name, args] of Object.entries(steps)) {
  console.log(`\n── ${name}`);
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
  });
  if (status !== 0) {
    console.error(`\n"${name}" found something to mend (above).`);
    process.exit(1);
  }
}
